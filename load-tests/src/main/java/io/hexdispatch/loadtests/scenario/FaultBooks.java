package io.hexdispatch.loadtests.scenario;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** What was reported, how it was answered, and which orders came to whom. For one event loop, but for what says otherwise. */
final class FaultBooks {
    private static final long LATENCY_NANOS_MAX = TimeUnit.MINUTES.toNanos(10);

    /** One report, which is sent again until it is acknowledged. */
    static final class Reported {
        final String id;
        final long dueNanos;
        int tries;
        String number;

        private Reported(String id, long dueNanos) {
            this.id = id;
            this.dueNanos = dueNanos;
        }
    }

    private final Map<String, Reported> all = new HashMap<>();
    private final Set<String> came = new HashSet<>();
    private final List<String> faults = new ArrayList<>();
    private Histogram latency = histogram();
    private volatile long open;
    private volatile long acknowledged;
    private volatile long refusals;
    private volatile long failures;
    private volatile long lastAcknowledgedNanos = System.nanoTime();
    private volatile long longestSilenceNanos;

    private static Histogram histogram() {
        return new Histogram(LATENCY_NANOS_MAX, 3);
    }

    Reported report(String id, long dueNanos) {
        Reported reported = new Reported(id, dueNanos);
        all.put(id, reported);
        open = open + 1;
        return reported;
    }

    void acknowledged(Reported reported, String number) {
        if (reported.number != null) {
            if (!reported.number.equals(number)) {
                faults.add(reported.id + " was acknowledged as " + reported.number + " and as " + number);
            }
            return;
        }
        long now = System.nanoTime();
        reported.number = number;
        open = open - 1;
        acknowledged = acknowledged + 1;
        longestSilenceNanos = Math.max(longestSilenceNanos, now - lastAcknowledgedNanos);
        lastAcknowledgedNanos = now;
        latency.recordValue(Math.min(LATENCY_NANOS_MAX, now - reported.dueNanos));
    }

    void refused() {
        refusals = refusals + 1;
    }

    void failed() {
        failures = failures + 1;
    }

    void wrong(String what) {
        faults.add(what);
    }

    void came(String order) {
        came.add(order);
    }

    boolean hasCome(String order) {
        return came.contains(order);
    }

    Map<String, Reported> all() {
        return all;
    }

    List<String> faults() {
        return faults;
    }

    /** The latencies since the last call. */
    Histogram takeLatency() {
        Histogram taken = latency;
        latency = histogram();
        return taken;
    }

    /** Reports that are not acknowledged yet. For any thread. */
    long open() {
        return open;
    }

    /** For any thread. */
    long acknowledged() {
        return acknowledged;
    }

    /** Answers 503 so far. For any thread. */
    long refusals() {
        return refusals;
    }

    /** Requests without an answer so far. For any thread. */
    long failures() {
        return failures;
    }

    /** The longest time in which nothing was acknowledged, in nanoseconds. For any thread. */
    long longestSilenceNanos() {
        return longestSilenceNanos;
    }
}
