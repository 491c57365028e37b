package io.hexdispatch.postgres;

import io.hexdispatch.access.Actor;
import io.hexdispatch.event.HistoryEntry;
import io.hexdispatch.order.Order;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Rows turned into one array a column, which is how {@code unnest} takes many rows in one statement. */
final class Columns {
    record OrderRow(long eventId, Order order) {}

    /** @param seq the line's number in the history of its event, from 1 */
    record HistoryRow(long eventId, int seq, HistoryEntry entry) {}

    private record DeliveryRow(OrderRow row, Actor recipient) {}

    private Columns() {}

    static <T> String[] texts(List<T> rows, Function<T, String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    static <T> String[] optionalTexts(List<T> rows, Function<T, Optional<String>> column) {
        return rows.stream().map(row -> column.apply(row).orElse(null)).toArray(String[]::new);
    }

    static <T> Integer[] integers(List<T> rows, Function<T, Integer> column) {
        return rows.stream().map(column).toArray(Integer[]::new);
    }

    static <T> Long[] longs(List<T> rows, Function<T, Long> column) {
        return rows.stream().map(column).toArray(Long[]::new);
    }

    static <T> Double[] doubles(List<T> rows, Function<T, Double> column) {
        return rows.stream().map(column).toArray(Double[]::new);
    }

    static <T> OffsetDateTime[] times(List<T> rows, Function<T, Instant> column) {
        return rows.stream().map(row -> time(column.apply(row))).toArray(OffsetDateTime[]::new);
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** The columns of {@code dispatch_order}. */
    static void addOrders(Tuple tuple, List<OrderRow> rows) {
        List<Order> orders = rows.stream().map(OrderRow::order).toList();
        tuple.addArrayOfLong(longs(rows, OrderRow::eventId))
                .addArrayOfInteger(integers(orders, Order::ordinal))
                .addArrayOfString(texts(orders, order -> order.role().name()))
                .addArrayOfString(texts(orders, Order::unit))
                .addArrayOfString(optionalTexts(orders, Order::responder))
                .addArrayOfString(optionalTexts(orders, Order::skill))
                .addArrayOfInteger(integers(orders, order -> order.replaces().orElse(null)))
                .addArrayOfString(texts(orders, order -> order.status().name()))
                .addArrayOfOffsetDateTime(times(orders, Order::dispatchedAt))
                .addArrayOfString(optionalTexts(orders, Order::reason));
    }

    /** The columns of {@code delivery}. */
    static void addDeliveries(Tuple tuple, List<OrderRow> rows) {
        List<DeliveryRow> deliveries = rows.stream()
                .flatMap(row -> row.order().recipients().stream().map(recipient -> new DeliveryRow(row, recipient)))
                .toList();
        tuple.addArrayOfLong(longs(deliveries, delivery -> delivery.row().eventId()))
                .addArrayOfInteger(
                        integers(deliveries, delivery -> delivery.row().order().ordinal()))
                .addArrayOfString(texts(
                        deliveries, delivery -> delivery.recipient().role().name()))
                .addArrayOfString(
                        texts(deliveries, delivery -> delivery.recipient().id()))
                .addArrayOfOffsetDateTime(
                        times(deliveries, delivery -> delivery.row().order().dispatchedAt()));
    }

    /** The columns of {@code event_history}. */
    static void addHistory(Tuple tuple, List<HistoryRow> rows) {
        List<HistoryEntry> entries = rows.stream().map(HistoryRow::entry).toList();
        tuple.addArrayOfLong(longs(rows, HistoryRow::eventId))
                .addArrayOfInteger(integers(rows, HistoryRow::seq))
                .addArrayOfOffsetDateTime(times(entries, HistoryEntry::at))
                .addArrayOfString(texts(entries, entry -> entry.actor().role().name()))
                .addArrayOfString(texts(entries, entry -> entry.actor().id()))
                .addArrayOfInteger(integers(entries, entry -> entry.order().orElse(null)))
                .addArrayOfString(texts(entries, HistoryEntry::action))
                .addArrayOfString(optionalTexts(entries, HistoryEntry::from))
                .addArrayOfString(texts(entries, HistoryEntry::to))
                .addArrayOfString(optionalTexts(entries, HistoryEntry::reason));
    }
}
