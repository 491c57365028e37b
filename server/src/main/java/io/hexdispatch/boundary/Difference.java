package io.hexdispatch.boundary;

/**
 * What one version of the boundaries changes about another, in the forms in which people ask for it.
 *
 * @param json for programs: grids, areas, and the open events, responders and devices that another grid would answer for
 * @param table for a terminal
 * @param areas GeoJSON of the areas that change hands
 */
public record Difference(String json, String table, String areas) {}
