package io.hexdispatch.loadtests.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The generator's own books: every event that was sent, what the server answered and which orders came, each held against the
 * others. An order may come before the answer that lists it. For one thread, but for {@link #settled()}.
 */
final class Ledger {
    /** An order as an answer lists it, or as it came: then with the unit at whose socket it came. */
    record Order(String id, String unit) {}

    /** What an answer 201 says. */
    record Answer(String cell, List<Order> orders, int ordersWithoutResponder) {}

    private static final class Entry {
        private final Tally tally;
        private final long dueNanos;
        private final boolean isMeasured;
        private final String cell;
        private final List<Order> came = new ArrayList<>(1);
        private List<Order> listed = List.of();
        private boolean isAnswered;
        private boolean isSettled;

        private Entry(Tally tally, long dueNanos, boolean isMeasured, String cell) {
            this.tally = tally;
            this.dueNanos = dueNanos;
            this.isMeasured = isMeasured;
            this.cell = cell;
        }
    }

    private final String run;
    private final boolean checksPlaces;
    private final List<Entry> entries = new ArrayList<>();
    private volatile long settled;
    private int closed;

    /**
     * @param run what the {@code sourceEventId} of each of this run's events begins with, before its number
     * @param checksPlaces whether answers must name the right base grid
     */
    Ledger(String run, boolean checksPlaces) {
        this.run = run;
        this.checksPlaces = checksPlaces;
    }

    /** How many events have their answer and all orders that it lists, or are given up. For any thread. */
    long settled() {
        return settled;
    }

    /**
     * Enters an event that is about to be sent.
     *
     * @param isMeasured whether its latencies count
     * @param cell the code of the base grid that it lies in
     * @return its number
     */
    long open(Tally tally, long dueNanos, boolean isMeasured, String cell, long nowNanos) {
        entries.add(new Entry(tally, dueNanos, isMeasured, cell));
        tally.sent++;
        if (isMeasured) {
            Tally.record(tally.toSent, nowNanos - dueNanos);
        }
        return entries.size() - 1L;
    }

    /** The event was answered with 201. */
    void filed(long number, Answer answer, long nowNanos) {
        Entry entry = entries.get(Math.toIntExact(number));
        if (entry.isSettled) {
            return;
        }
        Tally tally = entry.tally;
        entry.isAnswered = true;
        entry.listed = answer.orders();
        tally.filed++;
        tally.orders += answer.orders().size();
        tally.ordersWithoutResponder += answer.ordersWithoutResponder();
        if (entry.isMeasured) {
            Tally.record(tally.toAnswer, nowNanos - entry.dueNanos);
        }
        if (checksPlaces && !answer.cell().equals(entry.cell)) {
            tally.wrongGrid++;
            tally.fault(run + number + " lies in base grid " + entry.cell + " and was located in " + answer.cell());
        }
        if (answer.orders().isEmpty()) {
            tally.wrong++;
            tally.fault(run + number + " was filed without an order");
        }
        entry.came.stream().filter(order -> !entry.listed.contains(order)).forEach(order -> wrong(entry, order));
        settleIfComplete(entry);
    }

    /** The event was answered with anything but 201. */
    void refused(long number, String answer) {
        Entry entry = entries.get(Math.toIntExact(number));
        if (!entry.isSettled) {
            entry.tally.refused++;
            entry.tally.fault(run + number + " was refused: " + answer);
            settle(entry);
        }
    }

    /** The connection failed before the event was answered. */
    void unanswered(long number, String reason) {
        Entry entry = entries.get(Math.toIntExact(number));
        if (!entry.isSettled) {
            entry.tally.unanswered++;
            entry.tally.fault(run + number + " was not answered: " + reason);
            settle(entry);
        }
    }

    /**
     * An order came to a socket.
     *
     * @return whether it is for an event of this run; others are none of its business
     */
    boolean came(String sourceEventId, Order order, long nowNanos) {
        Optional<Entry> found = find(sourceEventId);
        if (found.isEmpty()) {
            return false;
        }
        Entry entry = found.get();
        if (entry.came.contains(order)) {
            entry.tally.doubled++;
            entry.tally.fault("order " + order.id() + " came again to " + order.unit() + " "
                    + (nowNanos - entry.dueNanos) / 1_000_000 + " ms after its event was due");
            return true;
        }
        if (entry.came.isEmpty()) {
            entry.tally.firstOrder(nowNanos);
            if (entry.isMeasured) {
                Tally.record(entry.tally.toOrder, nowNanos - entry.dueNanos);
            }
        }
        entry.came.add(order);
        if (entry.isAnswered && !entry.listed.contains(order)) {
            wrong(entry, order);
        }
        settleIfComplete(entry);
        return true;
    }

    /** Gives up waiting: what is not there by now is lost or unanswered. */
    void close() {
        for (int number = closed; number < entries.size(); number++) {
            Entry entry = entries.get(number);
            if (entry.isSettled) {
                continue;
            }
            if (!entry.isAnswered) {
                unanswered(number, "until the run was closed");
                continue;
            }
            for (Order order : entry.listed) {
                if (!entry.came.contains(order)) {
                    entry.tally.lost++;
                    entry.tally.fault("order " + order.id() + " never came to " + order.unit());
                }
            }
            settle(entry);
        }
        closed = entries.size();
    }

    private Optional<Entry> find(String sourceEventId) {
        if (!sourceEventId.startsWith(run)) {
            return Optional.empty();
        }
        return Optional.of(entries.get(Integer.parseInt(sourceEventId, run.length(), sourceEventId.length(), 10)));
    }

    private static void wrong(Entry entry, Order order) {
        entry.tally.wrong++;
        entry.tally.fault("order " + order.id() + " came to " + order.unit() + ", and the answer does not list it");
    }

    private void settleIfComplete(Entry entry) {
        if (!entry.isSettled && entry.isAnswered && entry.came.containsAll(entry.listed)) {
            settle(entry);
        }
    }

    private void settle(Entry entry) {
        entry.isSettled = true;
        // Only the one thread writes, so reading and writing need not be one step.
        settled = settled + 1;
    }
}
