/** What GIS clients such as QGIS and GDAL read: OGC API Features under {@code /ogc}, vector tiles under {@code /tiles}. */
package io.hexdispatch.ogcapi;
