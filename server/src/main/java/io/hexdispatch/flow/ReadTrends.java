package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.category.CategoryKey;
import io.hexdispatch.flow.Occurrences.Selection;
import io.hexdispatch.hotspot.Period;
import io.hexdispatch.hotspot.Trend;
import io.hexdispatch.hotspot.Trends;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Somebody asks which categories have more or less than before. */
public final class ReadTrends {
    private final Occurrences occurrences;
    private final ReaderAreas areas;
    private final Turns turns;

    public ReadTrends(Occurrences occurrences, LiveMap map, Turns turns) {
        this.occurrences = occurrences;
        this.areas = new ReaderAreas(map);
        this.turns = turns;
    }

    /** What he asks. */
    public record Wish(Optional<CategoryKey> category, Optional<String> grid, Period period) {}

    public Future<List<Trend>> of(Actor reader, Wish wish) {
        Selection selection;
        try {
            selection = new Selection(wish.category(), areas.of(reader, wish.grid()));
        } catch (RefusedException refused) {
            return Future.failedFuture(refused);
        }
        return turns.run(() -> occurrences.firstFiled().compose(first -> {
            Trends trends = new Trends(wish.period(), first.orElse(wish.period().to()));
            return occurrences.counts(selection, trends.periods()).map(trends::of);
        }));
    }
}
