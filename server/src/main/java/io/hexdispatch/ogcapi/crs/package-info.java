/** The coordinate reference systems of the GIS interface. No I/O. */
package io.hexdispatch.ogcapi.crs;
