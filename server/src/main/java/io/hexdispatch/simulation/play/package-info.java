/** How a planned day is played: sources that report, terminals that work orders and centres that direct, over HTTP and WebSocket alone. */
package io.hexdispatch.simulation.play;
