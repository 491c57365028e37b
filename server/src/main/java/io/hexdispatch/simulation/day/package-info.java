/** A city's day, planned from a seed alone: what is reported when, where and by whom. No clock, no I/O. */
package io.hexdispatch.simulation.day;
