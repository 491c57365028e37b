/** Plays a reproducible day of the city against a running server, keeps books of it, and compares them with the server's figures. */
package io.hexdispatch.simulation;
