package io.hexdispatch.postgres;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.category.Categories;
import io.hexdispatch.delivery.Receipt;
import io.hexdispatch.delivery.SendBook;
import io.hexdispatch.delivery.Sends;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.flow.Deliveries;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.order.OrderId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.StreamSupport;

/**
 * What is owed to whom, in PostgreSQL. For one event loop.
 *
 * <p>The planner cannot know how much is owed at a time: by its statistics nothing may be, and a plan that reads all of it looks
 * cheap then. So the statements leave it one way only.
 */
public final class PostgresDeliveries implements Deliveries {
    private static final int GROUP_MAX = 256;
    private static final int WAITING_MAX = 20_000;
    /** What is from so long after a time that has just been is from before the clock was set back, and long owed. */
    private static final Duration CLOCK_AHEAD_MAX = Duration.ofMinutes(1);

    private static final int SENDS_UNWRITTEN_MAX = 200_000;
    private static final int SENDS_WRITTEN_AT_ONCE = 1_000;

    /** Read per recipient and by keys: what is joined by a lateral with a limit cannot be read the other way round. */
    static final String OWED =
            """
            WITH owed AS MATERIALIZED (
              SELECT d.event_id, d.ordinal, r.role, r.id
              FROM unnest($1::text[], $2::text[]) AS r(role, id)
              CROSS JOIN LATERAL (
                SELECT d.event_id, d.ordinal
                FROM delivery d
                CROSS JOIN LATERAL (SELECT o.status FROM dispatch_order o
                  WHERE o.event_id = d.event_id AND o.ordinal = d.ordinal LIMIT 1) o
                WHERE d.recipient_role = r.role AND d.recipient = r.id AND d.acknowledged_at IS NULL AND d.ended_at IS NULL
                  AND (d.created_at < $3 OR d.created_at > $7) AND (d.event_id, d.ordinal) > ($4, $5)
                  AND %s
                ORDER BY d.event_id, d.ordinal LIMIT $6) d
              ORDER BY d.event_id, d.ordinal
              FETCH FIRST $6 ROWS WITH TIES
            )
            SELECT c.*, owed.ordinal AS owed_ordinal, owed.role AS owed_role, owed.id AS owed_to
            FROM owed CROSS JOIN LATERAL (%s WHERE e.id = owed.event_id LIMIT 1) c
            ORDER BY owed.event_id, owed.ordinal
            """
                    .formatted(CaseFileRows.OPEN_ORDER, CaseFileRows.SELECT);

    /** The whole primary key and not a condition more, which no index but its own can answer. */
    static final String KEEP_RECEIPTS =
            """
            UPDATE delivery d SET acknowledged_at = coalesce(d.acknowledged_at, r.at),
              first_sent_at = least(d.first_sent_at, r.first_sent), last_sent_at = greatest(d.last_sent_at, r.last_sent),
              sends = d.sends + r.sends
            FROM unnest($1::bigint[], $2::int[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[], $7::int[],
                $8::timestamptz[])
              AS r(event_id, ordinal, role, id, first_sent, last_sent, sends, at)
            WHERE d.event_id = r.event_id AND d.ordinal = r.ordinal
              AND d.recipient_role = r.role AND d.recipient = r.id
            RETURNING d.event_id, d.ordinal, d.recipient_role, d.recipient
            """;

    static final String KEEP_SENDS =
            """
            UPDATE delivery d SET first_sent_at = least(d.first_sent_at, r.first_sent),
              last_sent_at = greatest(d.last_sent_at, r.last_sent), sends = d.sends + r.sends
            FROM unnest($1::bigint[], $2::int[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[], $7::int[])
              AS r(event_id, ordinal, role, id, first_sent, last_sent, sends)
            WHERE d.event_id = r.event_id AND d.ordinal = r.ordinal
              AND d.recipient_role = r.role AND d.recipient = r.id
            """;

    /** The key of a delivery. */
    private record Debt(long eventId, int ordinal, Actor recipient) {}

    private record Acknowledgement(Debt debt, Instant at) {}

    private final Pool pool;
    private final CaseFileRows rows;
    private final UndeliveredRows undelivered;
    private final GroupCommit<Acknowledgement, Boolean> receipts;
    private final SendBook<Debt> sendBook = new SendBook<>(SENDS_UNWRITTEN_MAX);

    public PostgresDeliveries(Pool pool, Categories categories) {
        this.pool = pool;
        this.rows = new CaseFileRows(categories);
        this.undelivered = new UndeliveredRows(pool, rows);
        this.receipts = new GroupCommit<>(GROUP_MAX, 1, WAITING_MAX, this::commitReceipts);
    }

    @Override
    public Future<List<Owed>> owed(
            Collection<Actor> recipients, Instant createdBefore, Optional<OrderId> after, int limit) {
        List<Actor> list = List.copyOf(recipients);
        return pool.preparedQuery(OWED)
                .execute(Tuple.tuple()
                        .addArrayOfString(Columns.texts(
                                list, recipient -> recipient.role().name()))
                        .addArrayOfString(Columns.texts(list, Actor::id))
                        .addOffsetDateTime(Columns.time(createdBefore))
                        .addLong(after.map(order -> order.event().id()).orElse(0L))
                        .addInteger(after.map(OrderId::ordinal).orElse(0))
                        .addInteger(limit)
                        .addOffsetDateTime(Columns.time(createdBefore.plus(CLOCK_AHEAD_MAX))))
                .map(found -> StreamSupport.stream(found.spliterator(), false)
                        .map(row -> new Owed(
                                new Actor(Role.valueOf(row.getString("owed_role")), row.getString("owed_to")),
                                rows.read(row),
                                row.getInteger("owed_ordinal")))
                        .toList());
    }

    @Override
    public Future<Void> acknowledge(OrderId order, Actor recipient, Instant at) {
        return receipts.submit(new Acknowledgement(new Debt(order.event().id(), order.ordinal(), recipient), at))
                .compose(isOwed -> isOwed
                        ? Future.succeededFuture()
                        : Future.failedFuture(new RefusedException(
                                RefusedException.Kind.NOT_FOUND, "there is no order " + order + " for " + recipient)));
    }

    /** Whether each is for an order that the recipient was ever owed. */
    private Future<List<Boolean>> commitReceipts(List<Acknowledgement> group) {
        Map<Debt, Instant> earliest = new LinkedHashMap<>();
        group.forEach(one -> earliest.merge(one.debt(), one.at(), (first, second) -> first));
        Map<Debt, Sends> sends = new HashMap<>();
        earliest.keySet().forEach(debt -> sendBook.take(debt).ifPresent(sent -> sends.put(debt, sent)));
        List<Debt> debts = List.copyOf(earliest.keySet());
        return pool.preparedQuery(KEEP_RECEIPTS)
                .execute(sendColumns(debts, sends).addArrayOfOffsetDateTime(Columns.times(debts, earliest::get)))
                .onFailure(failure -> sendBook.giveBack(sends))
                .map(found -> {
                    Set<Debt> settled = new HashSet<>();
                    found.forEach(row -> settled.add(new Debt(
                            row.getLong("event_id"),
                            row.getInteger("ordinal"),
                            new Actor(Role.valueOf(row.getString("recipient_role")), row.getString("recipient")))));
                    return group.stream()
                            .map(one -> settled.contains(one.debt()))
                            .toList();
                });
    }

    /** The key of each delivery, and when and how often it was sent; null where it was not. */
    private static Tuple sendColumns(List<Debt> debts, Map<Debt, Sends> sends) {
        return Tuple.tuple()
                .addArrayOfLong(Columns.longs(debts, Debt::eventId))
                .addArrayOfInteger(Columns.integers(debts, Debt::ordinal))
                .addArrayOfString(
                        Columns.texts(debts, debt -> debt.recipient().role().name()))
                .addArrayOfString(Columns.texts(debts, debt -> debt.recipient().id()))
                .addArrayOfOffsetDateTime(sendTimes(debts, sends, Sends::first))
                .addArrayOfOffsetDateTime(sendTimes(debts, sends, Sends::last))
                .addArrayOfInteger(Columns.integers(
                        debts, debt -> sends.containsKey(debt) ? sends.get(debt).times() : 0));
    }

    private static OffsetDateTime[] sendTimes(
            List<Debt> debts, Map<Debt, Sends> sends, Function<Sends, Instant> which) {
        return debts.stream()
                .map(debt -> sends.containsKey(debt) ? Columns.time(which.apply(sends.get(debt))) : null)
                .toArray(OffsetDateTime[]::new);
    }

    @Override
    public void sent(OrderId order, Actor recipient, Instant at) {
        sendBook.note(new Debt(order.event().id(), order.ordinal(), recipient), at);
    }

    @Override
    public Future<Void> keepSends(Instant before) {
        Map<Debt, Sends> sends = sendBook.takeBefore(before, SENDS_WRITTEN_AT_ONCE);
        if (sends.isEmpty()) {
            return Future.succeededFuture();
        }
        return pool.preparedQuery(KEEP_SENDS)
                .execute(sendColumns(List.copyOf(sends.keySet()), sends))
                .onFailure(failure -> sendBook.giveBack(sends))
                .compose(done -> sends.size() < SENDS_WRITTEN_AT_ONCE ? Future.succeededFuture() : keepSends(before));
    }

    @Override
    public Future<List<Receipt>> receipts(EventNumber event) {
        return undelivered.receipts(event);
    }

    @Override
    public Future<List<Undelivered>> undelivered(UndeliveredQuery query) {
        return undelivered.list(query);
    }

    @Override
    public Future<Map<Role, Backlog>> backlog() {
        return undelivered.backlog();
    }

    @Override
    public boolean isBehindWithReceipts() {
        return receipts.waiting() > GROUP_MAX;
    }

    /** How many acknowledgements wait to be committed. */
    public int waiting() {
        return receipts.waiting();
    }

    /** @param observer told how many acknowledgements each commit holds */
    public void observeGroups(IntConsumer observer) {
        receipts.observeGroups(observer);
    }
}
