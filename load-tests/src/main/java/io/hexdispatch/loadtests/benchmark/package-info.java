/** Micro-benchmarks of the spatial core beside the libraries that one might use instead, and the data they run on. */
package io.hexdispatch.loadtests.benchmark;
