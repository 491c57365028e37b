package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.delivery.Receipt;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.OrderId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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

    /** An order that did not reach a recipient yet, or that he did not acknowledge. */
    record Undelivered(CaseFile caseFile, Receipt receipt) {}

    /**
     * Which undelivered orders a list shows, oldest first.
     *
     * @param areas their events must lie in all of these grids
     * @param owedBefore only what was owed before this time
     * @param after only orders after this one; empty for the first page
     * @param limit how many; of the last order all recipients come, so there may be a few more
     */
    record UndeliveredQuery(List<EventQuery.Area> areas, Instant owedBefore, Optional<OrderId> after, int limit) {}

    /** How many undelivered orders there are, and since when the oldest is owed. */
    record Backlog(long orders, Instant oldest) {}

    /** Notes that an order went out to a terminal; written down with its receipt, or by {@link #keepSends}. */
    void sent(OrderId order, Actor recipient, Instant at);

    /** Writes down what went out before a time and is not acknowledged. */
    Future<Void> keepSends(Instant before);

    /** Of all orders of an event, in their order. */
    Future<List<Receipt>> receipts(EventNumber event);

    Future<List<Undelivered>> undelivered(UndeliveredQuery query);

    /** By the role of the recipient; a role without any is not there. */
    Future<Map<Role, Backlog>> backlog();
}
