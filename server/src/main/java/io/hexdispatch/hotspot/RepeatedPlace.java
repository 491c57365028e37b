package io.hexdispatch.hotspot;

import io.hexdispatch.category.CategoryKey;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.grid.coordinate.LonLat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A place at which one category of events comes again and again.
 *
 * @param centre no event lies further from it than was asked for
 * @param events two or more, in the order of their filing
 */
public record RepeatedPlace(CategoryKey category, LonLat centre, List<Occurrence> events) {

    /** The same with the moments at which events were closed. */
    public RepeatedPlace withClosings(Map<EventNumber, Instant> closings) {
        return new RepeatedPlace(
                category,
                centre,
                events.stream()
                        .map(event -> event.closed(Optional.ofNullable(closings.get(event.number()))))
                        .toList());
    }

    public Instant firstAt() {
        return events.get(0).filedAt();
    }

    public Instant lastAt() {
        return events.get(events.size() - 1).filedAt();
    }

    /** The mean time from one event to the next. */
    public Duration meanBetween() {
        return Duration.between(firstAt(), lastAt()).dividedBy(events.size() - 1L);
    }

    /** Whether an event came after one before it at this place had been closed: closed was not solved. */
    public boolean isRelapse(Occurrence event) {
        return events.stream().anyMatch(other -> other.closedAt()
                .filter(closed -> !closed.isAfter(event.filedAt()))
                .isPresent());
    }

    public long relapses() {
        Optional<Instant> firstClosing =
                events.stream().flatMap(event -> event.closedAt().stream()).min(Instant::compareTo);
        return firstClosing.isEmpty()
                ? 0
                : events.stream()
                        .filter(event -> !event.filedAt().isBefore(firstClosing.get()))
                        .count();
    }
}
