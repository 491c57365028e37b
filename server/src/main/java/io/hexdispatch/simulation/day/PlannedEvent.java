package io.hexdispatch.simulation.day;

import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.source.SourceKind;
import java.util.OptionalInt;

/**
 * An event that is going to be reported.
 *
 * @param index its place in the day, from 0
 * @param second when, in seconds since midnight
 * @param category the code of an event category (事项)
 * @param place WGS 84 longitude and latitude in degrees
 * @param township the code of the township it lies in, blank outside the city
 * @param county the code of the county it lies in, blank outside the city
 * @param sameAs the index of an earlier event that is the same matter, reported by another
 */
public record PlannedEvent(
        int index,
        int second,
        SourceKind source,
        String category,
        String text,
        LonLat place,
        String township,
        String county,
        Part part,
        OptionalInt sameAs) {}
