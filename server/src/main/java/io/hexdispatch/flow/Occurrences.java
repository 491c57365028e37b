package io.hexdispatch.flow;

import io.hexdispatch.category.CategoryKey;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.hotspot.CellCount;
import io.hexdispatch.hotspot.CellTally;
import io.hexdispatch.hotspot.Occurrence;
import io.hexdispatch.hotspot.Period;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The events of long periods, counted. Void events do not count. What takes too long fails as {@link RefusedException}. */
public interface Occurrences {
    /**
     * Which events.
     *
     * @param areas they must lie in all of these grids
     */
    record Selection(Optional<CategoryKey> category, List<EventQuery.Area> areas) {}

    /** How often one category came in a cell of the lattice. */
    record CategoryCell(CategoryKey category, long cell, long count) {}

    /** When the first event of all was filed; empty where there is none. */
    Future<Optional<Instant>> firstFiled();

    /** @param resolution that of the lattice or coarser */
    Future<List<CellCount>> cells(Selection selection, Period period, int weeks, int resolution);

    /** Each event's place and week, for cells finer than the lattice. @param most refused where there are more */
    Future<List<CellTally.Point>> points(Selection selection, Period period, int weeks, int most);

    /** How often each category came in each period; of all periods together at least once. */
    Future<Map<CategoryKey, long[]>> counts(Selection selection, List<Period> periods);

    /** How often each category came in each cell. */
    Future<List<CategoryCell>> categoryCells(Selection selection, Period period);

    /** The events of these categories in these cells, without the moments of their closing. */
    Future<List<Occurrence>> in(List<CategoryCell> cells, Selection selection, Period period);

    /** When those of the events that are closed were closed last. */
    Future<Map<EventNumber, Instant>> closings(List<EventNumber> events);
}
