/** Open311 GeoReport v2, by which citizens' apps report events and look after them. */
package io.hexdispatch.open311;
