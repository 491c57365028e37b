/** Vector tiles of the grids, after the Mapbox Vector Tile Specification 2.1. No I/O. */
package io.hexdispatch.ogcapi.tile;
