package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.order.IllegalTransitionException;
import io.hexdispatch.supervision.Finding;
import io.hexdispatch.supervision.FindingFigures;
import io.hexdispatch.supervision.FindingKind;
import io.hexdispatch.supervision.FindingState;
import io.hexdispatch.supervision.Irregularity;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The durable memory of findings. Those that follow from a change of a case file or from a deadline are written with it, by {@link Events}
 * and {@link Deadlines}; here are the others. A successful future means committed, owed to every webhook, and told.
 */
public interface Findings {
    /** An irregularity as it stands in the books. @param isNew whether it was not there before */
    record Kept(Finding finding, boolean isNew) {}

    /** Decides on a finding while nobody else can change it. */
    @FunctionalInterface
    interface Decision {
        /**
         * @throws IllegalTransitionException if its state does not allow it
         * @throws RefusedException if the actor may not
         */
        Finding on(Finding finding) throws IllegalTransitionException;
    }

    /**
     * Which findings a list shows, the latest first.
     *
     * @param reader only what he may see is listed
     * @param unit only those that this unit must answer
     * @param grid only those of events in this grid
     * @param from only those found then or later; {@code to} only those found before
     * @param before only those with a lower id: where the next page begins
     */
    record Query(
            Actor reader,
            Optional<FindingKind> kind,
            Optional<FindingState> state,
            Optional<String> unit,
            Optional<String> grid,
            Optional<EventNumber> event,
            Optional<Instant> from,
            Optional<Instant> to,
            Optional<Long> before,
            int limit) {}

    /** Which findings are counted: as in a {@link Query}. */
    record Span(Optional<String> grid, Optional<Instant> from, Optional<Instant> to) {}

    /** Puts irregularities into the books, each once. Gives them in the order given. */
    Future<List<Kept>> keep(List<Irregularity> irregularities);

    Future<Optional<Finding>> find(long id);

    Future<List<Finding>> list(Query query);

    Future<FindingFigures> figures(Span span);

    /** Loads a finding, decides and commits; fails with {@link RefusedException} where nothing was changed for a reason. */
    Future<Finding> change(long id, Decision decision);
}
