/** Hostile inputs made from the documents that describe the API, and whether the server takes them as it should. */
package io.hexdispatch.loadtests.fuzz;
