package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.category.CategoryKey;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.flow.Occurrences.CategoryCell;
import io.hexdispatch.flow.Occurrences.Selection;
import io.hexdispatch.grid.index.HexCells;
import io.hexdispatch.hotspot.Occurrence;
import io.hexdispatch.hotspot.Period;
import io.hexdispatch.hotspot.RepeatedPlace;
import io.hexdispatch.hotspot.RepeatedPlaces;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody asks at which places the same comes again and again. First the database counts by cell; then only those events are read
 * around which there are enough at all.
 */
public final class FindRepeatedPlaces {
    public static final int METRES_MAX = 500;

    private static final int EVENTS_MAX = 100_000;

    private final Occurrences occurrences;
    private final ReaderAreas areas;
    private final Workers workers;
    private final Turns turns;

    public FindRepeatedPlaces(Occurrences occurrences, LiveMap map, Workers workers, Turns turns) {
        this.occurrences = occurrences;
        this.areas = new ReaderAreas(map);
        this.workers = workers;
        this.turns = turns;
    }

    /**
     * What he asks.
     *
     * @param metres how far an event lies from the middle of its place at most, 1 to {@link #METRES_MAX}
     * @param least how many events make a place, 2 or more
     */
    public record Wish(
            Optional<CategoryKey> category, Optional<String> grid, Period period, int metres, int least, int limit) {}

    /** @param count how many places there are; of them those with the most events are given */
    public record Found(List<RepeatedPlace> places, int count) {}

    public Future<Found> find(Actor reader, Wish wish) {
        Selection selection;
        try {
            selection = new Selection(wish.category(), areas.of(reader, wish.grid()));
        } catch (RefusedException refused) {
            return Future.failedFuture(refused);
        }
        return turns.run(() -> occurrences
                .categoryCells(selection, wish.period())
                .compose(cells -> workers.run(() -> worthReading(cells, wish)))
                .compose(cells -> occurrences.in(cells, selection, wish.period()))
                .compose(events -> workers.run(() -> places(events, wish)))
                .compose(this::withClosings));
    }

    /** The cells around which there are enough. */
    private static List<CategoryCell> worthReading(List<CategoryCell> cells, Wish wish) {
        Map<CategoryKey, Map<Long, Long>> counts = new HashMap<>();
        cells.forEach(cell ->
                counts.computeIfAbsent(cell.category(), none -> new HashMap<>()).put(cell.cell(), cell.count()));
        List<CategoryCell> worth = cells.stream()
                .filter(cell -> {
                    Map<Long, Long> same = counts.get(cell.category());
                    // Whatever lies at one place with an event of this cell is twice the distance away from it at most.
                    return cell.count() >= wish.least()
                            || HexCells.around(HexCells.centre(cell.cell()), 2.0 * wish.metres()).stream()
                                            .mapToLong(near -> same.getOrDefault(near, 0L))
                                            .sum()
                                    >= wish.least();
                })
                .toList();
        long events = worth.stream().mapToLong(CategoryCell::count).sum();
        if (events > EVENTS_MAX) {
            throw new RefusedException(
                    RefusedException.Kind.INVALID,
                    events + " events lie where there are enough of a category for a repeated place; at most "
                            + EVENTS_MAX
                            + " are compared. Name a category, a grid, a shorter period, or a larger least");
        }
        return worth;
    }

    private static Found places(List<Occurrence> events, Wish wish) {
        List<RepeatedPlace> places = new RepeatedPlaces(wish.metres(), wish.least()).find(events);
        return new Found(places.stream().limit(wish.limit()).toList(), places.size());
    }

    private Future<Found> withClosings(Found found) {
        List<EventNumber> events = found.places().stream()
                .flatMap(place -> place.events().stream())
                .map(Occurrence::number)
                .toList();
        return occurrences
                .closings(events)
                .map(closings -> new Found(
                        found.places().stream()
                                .map(place -> place.withClosings(closings))
                                .toList(),
                        found.count()));
    }
}
