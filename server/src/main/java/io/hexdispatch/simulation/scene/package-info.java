/** The ways that an event can go in a day, a class each. */
package io.hexdispatch.simulation.scene;
