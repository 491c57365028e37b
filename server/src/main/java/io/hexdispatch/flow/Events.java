package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.IllegalTransitionException;
import io.hexdispatch.order.OrderId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The durable memory of all events. A successful future means committed. */
public interface Events {
    /** Decides on a case file while nobody else can change it. */
    @FunctionalInterface
    interface CaseDecision {
        /**
         * @throws IllegalTransitionException if the state does not allow it
         * @throws RefusedException if the actor may not or the request is wrong
         */
        CaseFile.Change on(CaseFile caseFile) throws IllegalTransitionException;
    }

    /** An order that a recipient has not acknowledged, in its case file. */
    record Owed(Actor recipient, CaseFile caseFile, int ordinal) {}

    /** Files a report, or finds what was filed when the same report came before. */
    Future<Filed> file(Filing filing);

    Future<Optional<CaseFile>> find(EventNumber number);

    Future<Optional<Dossier>> dossier(EventNumber number);

    Future<List<CaseFile>> list(EventQuery query);

    /** Loads a case file, decides and commits; fails with {@link RefusedException} where nothing was changed for a reason. */
    Future<CaseFile.Change> change(EventNumber number, CaseDecision decision);

    /**
     * The open orders that recipients have not acknowledged, oldest first.
     *
     * @param createdBefore only what was owed before this time
     * @param after only orders after this one; empty for the first page
     */
    Future<List<Owed>> owed(Collection<Actor> recipients, Instant createdBefore, Optional<OrderId> after, int limit);

    /** The open orders that a responder or unit holds, acknowledged or not, oldest first. */
    Future<List<CaseFile>> openOrdersOf(Actor holder, int limit);

    /** Keeps the receipt, a second one changes nothing; fails with {@link RefusedException} where he is owed no such order. */
    Future<Void> acknowledge(OrderId order, Actor recipient, Instant at);

    /** Whether so many receipts wait to be committed that much of what looks unacknowledged is not. */
    boolean isBehindWithReceipts();
}
