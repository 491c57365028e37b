package io.hexdispatch.simulation.day;

/** To which part of the day an event belongs. */
public enum Part {
    /** What a day brings. */
    ORDINARY,
    /** A heating pipe burst, and a district is cold. */
    HEATING_FAILURE,
    /** A storm passes over the city in bursts. */
    STORM,
    /** Whoever should accept it lets its short time pass. */
    NEGLECTED,
    /** At a place that lies in no grid. */
    OUTSIDE
}
