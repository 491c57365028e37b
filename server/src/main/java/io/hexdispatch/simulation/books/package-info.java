/** The simulator's own books of a day, and how the server's figures compare with them. No clock, no I/O. */
package io.hexdispatch.simulation.books;
