package io.hexdispatch.loadtests.scenario;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** What came of the lookups and events of one phase. Latencies are counted from the moment each was due. For one thread. */
final class MapTally {
    private static final long LATENCY_NANOS_MAX = 120_000_000_000L;
    private static final int SIGNIFICANT_DIGITS = 3;
    private static final int FAULTS_TOLD_MAX = 5;

    /** Nanoseconds from due to handed to the network: how late the generator itself was. */
    final Histogram toSent = histogram();

    /** Nanoseconds from due to the answer 200 of a lookup. */
    final Histogram lookups = histogram();

    /** Nanoseconds from due to the answer 201 of an event. */
    final Histogram events = histogram();

    /** Requests handed to the network. */
    long sent;

    /** Requests answered otherwise, or not at all. */
    long failed;

    /** Answers that name a map which was not live then, or a base grid that the named map does not have there. */
    long wrong;

    private final List<String> faults = new ArrayList<>();

    private static Histogram histogram() {
        return new Histogram(LATENCY_NANOS_MAX, SIGNIFICANT_DIGITS);
    }

    static void record(Histogram histogram, long nanos) {
        histogram.recordValue(Math.min(Math.max(0, nanos), LATENCY_NANOS_MAX));
    }

    void failed(String what) {
        failed++;
        tell(what);
    }

    void wrong(String what) {
        wrong++;
        tell(what);
    }

    private void tell(String what) {
        if (faults.size() < FAULTS_TOLD_MAX) {
            faults.add(what);
        }
    }

    /** The first few. */
    List<String> faults() {
        return faults;
    }

    long open() {
        return sent - failed - lookups.getTotalCount() - events.getTotalCount();
    }

    boolean isFaultless() {
        return failed + wrong + open() == 0;
    }

    double slowestMillis() {
        return Math.max(lookups.getMaxValue(), events.getMaxValue()) / 1e6;
    }
}
