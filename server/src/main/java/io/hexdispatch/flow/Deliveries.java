package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.OrderId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Who is owed which orders, and the receipts of those who have them. A successful future means committed. */
public interface Deliveries {
    /** An order that a recipient has not acknowledged, in its case file. */
    record Owed(Actor recipient, CaseFile caseFile, int ordinal) {}

    /**
     * The open orders that recipients have not acknowledged, oldest first.
     *
     * @param createdBefore only what was owed before this time, and what the clock says was owed after it by more than a minute,
     *     because then the clock was set back
     * @param after only orders after this one; empty for the first page
     * @param limit how many; of the last order all recipients come, so there may be a few more
     */
    Future<List<Owed>> owed(Collection<Actor> recipients, Instant createdBefore, Optional<OrderId> after, int limit);

    /** Keeps the receipt, a second one changes nothing; fails with {@link RefusedException} where he is owed no such order. */
    Future<Void> acknowledge(OrderId order, Actor recipient, Instant at);

    /** Whether so many receipts wait to be committed that much of what looks unacknowledged is not. */
    boolean isBehindWithReceipts();
}
