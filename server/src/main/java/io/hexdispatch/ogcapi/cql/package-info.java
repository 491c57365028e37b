/** CQL2 (OGC 21-065r2) in its text form: read, checked against a layer's properties, and applied to features. No I/O. */
package io.hexdispatch.ogcapi.cql;
