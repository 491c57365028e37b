package io.hexdispatch.loadtests.scenario;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What came of the events of one rate. Latencies are counted from the moment an event was due, so that a wait to be sent counts as
 * well; those of the warm-up are not counted, but its answers are checked like all others. For one thread.
 */
final class Tally {
    private static final long LATENCY_NANOS_MAX = 120_000_000_000L;
    private static final int SIGNIFICANT_DIGITS = 3;
    private static final int FAULTS_TOLD_MAX = 5;

    /** Nanoseconds from due to handed to the network: how late the generator itself was. */
    final Histogram toSent = histogram();

    /** Nanoseconds from due to the answer 201. */
    final Histogram toAnswer = histogram();

    /** Nanoseconds from due to the first order of the event on a unit's socket. */
    final Histogram toOrder = histogram();

    /** Events handed to the network. */
    long sent;

    /** Events that the server answered with 201. */
    long filed;

    /** Orders that those answers list. */
    long orders;

    /** Orders without a responder, which the unit has to choose itself. */
    long ordersWithoutResponder;

    /** Events answered with anything but 201. */
    long refused;

    /** Events that nothing was answered to. */
    long unanswered;

    /** Orders that an answer lists and that never came to their unit. */
    long lost;

    /** Orders that came to one socket again. */
    long doubled;

    /** Orders that came to a unit and that no answer lists, and events filed without an order. */
    long wrong;

    /** Events located in another base grid than the one they lie in. */
    long wrongGrid;

    private final long fromNanos;
    private final List<String> faults = new ArrayList<>();
    private long untilNanos;
    private long ordered;
    private boolean isAbandoned;

    /** @param fromNanos when the warm-up ends, and {@code untilNanos} when the last event is due */
    Tally(long fromNanos, long untilNanos) {
        this.fromNanos = fromNanos;
        this.untilNanos = untilNanos;
    }

    private static Histogram histogram() {
        return new Histogram(LATENCY_NANOS_MAX, SIGNIFICANT_DIGITS);
    }

    static void record(Histogram histogram, long nanos) {
        histogram.recordValue(Math.min(Math.max(0, nanos), LATENCY_NANOS_MAX));
    }

    /** The first order of an event came. */
    void firstOrder(long nowNanos) {
        if (nowNanos - fromNanos >= 0 && nowNanos - untilNanos < 0) {
            ordered++;
        }
    }

    /** No more events are sent, because the server is too far behind. */
    void abandon(long nowNanos) {
        isAbandoned = true;
        untilNanos = nowNanos;
    }

    boolean isAbandoned() {
        return isAbandoned;
    }

    /** Events per second whose first order came while the rate was measured; 0 where that was given up in the warm-up. */
    double throughput() {
        return untilNanos - fromNanos <= 0 ? 0 : ordered * 1e9 / (untilNanos - fromNanos);
    }

    /** Keeps the first few faults, to be told to whoever reads the figures. */
    void fault(String text) {
        if (faults.size() < FAULTS_TOLD_MAX) {
            faults.add(text);
        }
    }

    List<String> faults() {
        return faults;
    }

    /** Whether every order came, once, and to the right unit. A refusal is not among these faults: it promises nothing. */
    boolean isTrue() {
        return lost + doubled + wrong + wrongGrid == 0;
    }

    boolean isComplete() {
        return refused + unanswered == 0;
    }
}
