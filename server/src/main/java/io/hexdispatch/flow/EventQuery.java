package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.event.EventStatus;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which events a list shows, newest first.
 *
 * @param reader only what he may see is listed
 * @param areas the events must lie in all of these grids
 * @param queued only those that wait for a person to dispatch them
 * @param requested only those of which something is asked that waits for an approval
 * @param open only those that are neither closed nor void, where and when this says; empty for events of every state
 * @param beforeId only events with a lower serial number: where the next page begins
 * @param limit how many at most
 */
public record EventQuery(
        Actor reader,
        List<Area> areas,
        Optional<EventStatus> status,
        Optional<String> category,
        Optional<String> source,
        boolean queued,
        boolean requested,
        Optional<Open> open,
        Optional<Long> beforeId,
        int limit) {

    /** A grid to look in, with its level, which says where to look it up. */
    public record Area(GridLevel level, GridCode code) {}

    /**
     * Which open events.
     *
     * @param boxes they must lie in one of these; empty for everywhere
     * @param occurredFrom they occurred then or later
     * @param occurredTo they occurred then or earlier
     */
    public record Open(List<Box> boxes, Optional<Instant> occurredFrom, Optional<Instant> occurredTo) {}

    /** A box with its edges, WGS 84 degrees. */
    public record Box(double west, double south, double east, double north) {}
}
