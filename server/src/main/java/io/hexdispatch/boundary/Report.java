package io.hexdispatch.boundary;

/**
 * What the check of a boundary file said, in the forms in which people ask for it.
 *
 * @param json for programs
 * @param page HTML, to be read and printed
 * @param findings GeoJSON, to be laid over a map
 */
public record Report(String json, String page, String findings) {}
