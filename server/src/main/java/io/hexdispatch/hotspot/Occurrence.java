package io.hexdispatch.hotspot;

import io.hexdispatch.category.CategoryKey;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.EventStatus;
import io.hexdispatch.grid.coordinate.LonLat;
import java.time.Instant;
import java.util.Optional;

/**
 * An event, as far as it matters where and when it was.
 *
 * @param place WGS 84
 * @param closedAt when it was closed last; empty while it is not closed, or where that was not asked for
 */
public record Occurrence(
        EventNumber number,
        CategoryKey category,
        EventStatus status,
        LonLat place,
        Instant filedAt,
        Optional<Instant> closedAt) {
    Occurrence closed(Optional<Instant> at) {
        return new Occurrence(number, category, status, place, filedAt, at);
    }
}
