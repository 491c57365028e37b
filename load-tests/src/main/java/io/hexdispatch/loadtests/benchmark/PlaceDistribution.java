package io.hexdispatch.loadtests.benchmark;

/** Where the points of a benchmark lie. */
public enum PlaceDistribution {
    /** Anywhere in the box of the city. */
    UNIFORM,
    /** In the polygon of rank r with a probability in proportion to 1 / r: a few places where most events happen. */
    ZIPF
}
