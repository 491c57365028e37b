package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.category.CategoryKey;
import io.hexdispatch.flow.Occurrences.Selection;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.index.HexCells;
import io.hexdispatch.hotspot.CellTally;
import io.hexdispatch.hotspot.HotSpots;
import io.hexdispatch.hotspot.Period;
import io.hexdispatch.hotspot.UsualLevel;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Somebody asks where there is more than usual. The database counts, a worker reckons. */
public final class FindHotSpots {
    public static final int WEEKS_MAX = 52;

    /** For cells finer than the lattice each event is read by itself. */
    private static final int FINE_EVENTS_MAX = 200_000;

    private final Occurrences occurrences;
    private final ReaderAreas areas;
    private final Workers workers;
    private final Turns turns;

    public FindHotSpots(Occurrences occurrences, LiveMap map, Workers workers, Turns turns) {
        this.occurrences = occurrences;
        this.areas = new ReaderAreas(map);
        this.workers = workers;
        this.turns = turns;
    }

    /**
     * What he asks.
     *
     * @param weeks how many weeks before the period show what is usual; fewer where the events do not go back so far
     * @param level the share of false hot spots that is put up with
     */
    public record Wish(
            Optional<CategoryKey> category,
            Optional<String> grid,
            Period period,
            int weeks,
            int resolution,
            UsualLevel usual,
            double level,
            int limit) {}

    /** @param weeks how many there were */
    public record Found(HotSpots spots, int weeks) {}

    public Future<Found> find(Actor reader, Wish wish) {
        Selection selection;
        Grid grid;
        try {
            selection = new Selection(wish.category(), areas.of(reader, wish.grid()));
            grid = areas.narrowest(reader, wish.grid());
        } catch (RefusedException refused) {
            return Future.failedFuture(refused);
        }
        return turns.run(() -> occurrences.firstFiled().compose(first -> {
            int weeks = weeksKnown(wish, first);
            if (weeks == 0) {
                return Future.failedFuture(new RefusedException(
                        Kind.INVALID,
                        "from: " + wish.period().from() + " is less than a week after the first event, "
                                + first.map(Instant::toString).orElse("of which there is none")
                                + "; what is usual shows in whole weeks before"));
            }
            return wish.resolution() <= HexCells.RESOLUTION
                    ? occurrences
                            .cells(selection, wish.period(), weeks, wish.resolution())
                            .compose(counts ->
                                    workers.run(() -> found(HotSpots.find(counts, question(wish, weeks, grid)), weeks)))
                    : occurrences
                            .points(selection, wish.period(), weeks, FINE_EVENTS_MAX)
                            .compose(points -> workers.run(() -> found(
                                    HotSpots.find(
                                            CellTally.count(points, weeks, wish.resolution()),
                                            question(wish, weeks, grid)),
                                    weeks)));
        }));
    }

    private static Found found(HotSpots spots, int weeks) {
        return new Found(spots, weeks);
    }

    private static int weeksKnown(Wish wish, Optional<Instant> first) {
        long known = first.map(
                        since -> Duration.between(since, wish.period().from()).toDays() / 7)
                .orElse(0L);
        return (int) Math.max(0, Math.min(wish.weeks(), known));
    }

    private static HotSpots.Question question(Wish wish, int weeks, Grid grid) {
        return new HotSpots.Question(
                wish.period().days() / (weeks * 7),
                weeks,
                HexCells.count(grid.boundary(), wish.resolution()),
                wish.usual(),
                wish.level(),
                wish.limit());
    }
}
