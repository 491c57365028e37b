package io.hexdispatch.loadtests.scenario;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** The figures of a run: as a table for people, and whole for whoever wants to reckon with them. */
final class DispatchReport {
    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 100};

    /** What is to be thought of a rate. */
    enum Verdict {
        WARM_UP("warm-up"),
        HELD("yes"),
        NOT_HELD("no"),
        GIVEN_UP("no, given up");

        private final String text;

        Verdict(String text) {
            this.text = text;
        }
    }

    /** A rate and what came of it. */
    record Step(int rate, Tally tally, Verdict verdict) {}

    private final Machine machine;
    private final Duration measured;
    private final List<Step> steps = new ArrayList<>();

    /** @param measured how long each rate was measured, but for the warm-up */
    DispatchReport(Machine machine, Duration measured) {
        this.machine = machine;
        this.measured = measured;
    }

    void add(Step step) {
        steps.add(step);
    }

    List<Step> steps() {
        return steps;
    }

    /** The table and the machine that it was read on. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("Latencies in ms from the moment an event was due; " + measured.toSeconds() + " s at each rate.");
        lines.add("");
        lines.add(String.format(
                "%8s %9s | %-39s | %-39s |", "events/s", "", "POST to 201", "POST to the order on the client"));
        lines.add(String.format(
                "%8s %9s |%s |%s | %5s %7s %5s %7s %9s  %s",
                "due", "done", header(), header(), "lost", "doubled", "wrong", "refused", "late p99", "held"));
        steps.forEach(step -> lines.add(line(step)));
        lines.add("");
        lines.add(
                "late: how late the generator itself sent. wrong: to another unit than the answer says, or located in another");
        lines.add("base grid. refused: answered other than 201, or not at all.");
        steps.forEach(step -> step.tally().faults().forEach(fault -> lines.add(step.rate() + "/s: " + fault)));
        long orders = steps.stream().mapToLong(step -> step.tally().orders).sum();
        long withoutResponder = steps.stream()
                .mapToLong(step -> step.tally().ordersWithoutResponder)
                .sum();
        lines.add(orders + " orders in all, " + withoutResponder
                + " of them to a unit alone, of whose responders none was near and free");
        lines.add("");
        lines.addAll(machine.lines());
        return lines;
    }

    private static String header() {
        return String.format(" %7s %7s %7s %7s %7s", "p50", "p90", "p99", "p99.9", "max");
    }

    /** A rate as a line of the table. */
    static String line(Step step) {
        Tally tally = step.tally();
        return String.format(
                Locale.ROOT,
                "%8d %9.1f |%s |%s | %5d %7d %5d %7d %9.2f  %s",
                step.rate(),
                tally.throughput(),
                milliseconds(tally.toAnswer),
                milliseconds(tally.toOrder),
                tally.lost,
                tally.doubled,
                tally.wrong + tally.wrongGrid,
                tally.refused + tally.unanswered,
                tally.toSent.getValueAtPercentile(99) / 1e6,
                step.verdict().text);
    }

    private static String milliseconds(Histogram nanos) {
        StringBuilder text = new StringBuilder();
        for (double percentile : PERCENTILES) {
            text.append(String.format(Locale.ROOT, " %7.2f", nanos.getValueAtPercentile(percentile) / 1e6));
        }
        return text.toString();
    }

    JsonObject toJson() {
        JsonArray rates = new JsonArray();
        for (Step step : steps) {
            Tally tally = step.tally();
            rates.add(new JsonObject()
                    .put("rate", step.rate())
                    .put("verdict", step.verdict().text)
                    .put("throughput", tally.throughput())
                    .put("sent", tally.sent)
                    .put("filed", tally.filed)
                    .put("orders", tally.orders)
                    .put("ordersWithoutResponder", tally.ordersWithoutResponder)
                    .put("lost", tally.lost)
                    .put("doubled", tally.doubled)
                    .put("wrong", tally.wrong)
                    .put("wrongGrid", tally.wrongGrid)
                    .put("refused", tally.refused)
                    .put("unanswered", tally.unanswered)
                    .put("faults", new JsonArray(tally.faults()))
                    .put("dueToSent", latency(tally.toSent))
                    .put("dueToAnswer", latency(tally.toAnswer))
                    .put("dueToOrder", latency(tally.toOrder)));
        }
        return new JsonObject()
                .put("machine", machine.toJson())
                .put("measuredSeconds", measured.toSeconds())
                .put("rates", rates);
    }

    /** With the whole histogram in HdrHistogram's compressed form, Base64, in nanoseconds. */
    private static JsonObject latency(Histogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        return new JsonObject()
                .put("count", histogram.getTotalCount())
                .put("meanMillis", histogram.getMean() / 1e6)
                .put("p50Millis", histogram.getValueAtPercentile(50) / 1e6)
                .put("p90Millis", histogram.getValueAtPercentile(90) / 1e6)
                .put("p99Millis", histogram.getValueAtPercentile(99) / 1e6)
                .put("p999Millis", histogram.getValueAtPercentile(99.9) / 1e6)
                .put("maxMillis", histogram.getMaxValue() / 1e6)
                .put("histogram", Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length)));
    }
}
