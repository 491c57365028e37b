/** What GIS clients see: layers of features, and how features are selected. */
package io.hexdispatch.ogcapi.feature;
