/** Loads on a running server, from outside: over HTTP and WebSocket, and with none of its classes. */
package io.hexdispatch.loadtests.scenario;
