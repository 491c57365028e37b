package io.hexdispatch.simulation;

import java.net.URI;
import java.util.OptionalDouble;

/**
 * What is to be played.
 *
 * @param speed how many seconds of the day go by in a second; empty for as fast as the server answers
 * @param atOnceMax how many events are under way at once where there is no speed
 * @param run names the simulation: it stands in the keys of its sources and the ids of its responders
 * @param isWholeDay whether every kind of thing must happen
 */
public record SimulationWish(
        URI server, long seed, int events, OptionalDouble speed, int atOnceMax, String run, boolean isWholeDay) {}
