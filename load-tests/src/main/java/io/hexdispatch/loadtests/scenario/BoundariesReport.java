package io.hexdispatch.loadtests.scenario;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** The figures of boundaries: as tables for people, and whole for whoever wants to reckon with them. */
final class BoundariesReport {
    private static final double[] PERCENTILES = {50, 99, 99.9, 100};
    private static final double ANSWER_MILLIS_MAX = 20;

    /** Something that was done once. */
    record Step(String what, double seconds, OptionalDouble secondsMax, String remark) {
        private boolean isMet() {
            return secondsMax.isEmpty() || seconds <= secondsMax.getAsDouble();
        }
    }

    /** A change of the map under load, or a while of load without any. */
    record Phase(String what, OptionalDouble seconds, MapTally tally) {}

    private final Machine machine;
    private final List<Step> steps = new ArrayList<>();
    private final List<Phase> phases = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    BoundariesReport(Machine machine) {
        this.machine = machine;
    }

    Step add(Step step) {
        steps.add(step);
        return step;
    }

    Phase add(Phase phase) {
        phases.add(phase);
        return phase;
    }

    /** Something that is not as it has to be. */
    void fault(String text) {
        faults.add(text);
    }

    boolean isFaultless() {
        return faults.isEmpty() && phases.stream().allMatch(phase -> phase.tally.isFaultless());
    }

    /** The parts of a load, for its remark. */
    static String parts(Map<String, Long> nanosByStep) {
        return nanosByStep.entrySet().stream()
                .map(step -> String.format(Locale.ROOT, "%s %.2f", step.getKey(), step.getValue() / 1e9))
                .collect(Collectors.joining(", "));
    }

    static String line(Step step) {
        String limit = step.secondsMax.isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "at most %5.1f s: %s",
                        step.secondsMax.getAsDouble(),
                        step.isMet() ? "met" : "not met");
        return String.format(Locale.ROOT, "%-44s %8.3f s  %-24s %s", step.what, step.seconds, limit, step.remark)
                .stripTrailing();
    }

    static String line(Phase phase) {
        return String.format(
                Locale.ROOT,
                "%-34s %9s |%s |%s | %6d %6d %8.2f  %s",
                phase.what,
                phase.seconds.isEmpty() ? "" : String.format(Locale.ROOT, "%.3f s", phase.seconds.getAsDouble()),
                milliseconds(phase.tally.lookups),
                milliseconds(phase.tally.events),
                phase.tally.failed + phase.tally.open(),
                phase.tally.wrong,
                phase.tally.toSent.getMaxValue() / 1e6,
                phase.tally.slowestMillis() <= ANSWER_MILLIS_MAX ? "yes" : "no");
    }

    private static String milliseconds(Histogram nanos) {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, " %7d", nanos.getTotalCount()));
        for (double percentile : PERCENTILES) {
            text.append(String.format(Locale.ROOT, " %7.2f", nanos.getValueAtPercentile(percentile) / 1e6));
        }
        return text.toString();
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        steps.forEach(step -> lines.add(line(step)));
        if (!phases.isEmpty()) {
            lines.add("");
            lines.add("Latencies in ms from the moment each request was due.");
            String header = String.format(" %7s %7s %7s %7s %7s", "count", "p50", "p99", "p99.9", "max");
            lines.add(String.format("%-34s %9s | %-39s| %-39s|", "", "took", "lookups", "events"));
            lines.add(String.format(
                    "%-34s %9s |%s |%s | %6s %6s %8s  %s",
                    "", "", header, header, "failed", "wrong", "late max", "within 20 ms"));
            phases.forEach(phase -> lines.add(line(phase)));
            lines.add("");
            lines.add(
                    "late: how late the generator itself sent. failed: answered otherwise, or not at all. wrong: a map that");
            lines.add("was not live then, or a base grid that the named map does not have there.");
            phases.forEach(phase -> phase.tally.faults().forEach(fault -> lines.add(phase.what + ": " + fault)));
        }
        faults.forEach(fault -> lines.add("FAULT: " + fault));
        lines.add("");
        lines.addAll(machine.lines());
        return lines;
    }

    JsonObject toJson() {
        JsonArray done = new JsonArray();
        for (Step step : steps) {
            done.add(new JsonObject()
                    .put("what", step.what)
                    .put("seconds", step.seconds)
                    .put("secondsMax", step.secondsMax.isEmpty() ? null : step.secondsMax.getAsDouble())
                    .put("remark", step.remark));
        }
        JsonArray underLoad = new JsonArray();
        for (Phase phase : phases) {
            underLoad.add(new JsonObject()
                    .put("what", phase.what)
                    .put("seconds", phase.seconds.isEmpty() ? null : phase.seconds.getAsDouble())
                    .put("lookups", latency(phase.tally.lookups))
                    .put("events", latency(phase.tally.events))
                    .put("lateMaxMillis", phase.tally.toSent.getMaxValue() / 1e6)
                    .put("failed", phase.tally.failed + phase.tally.open())
                    .put("wrong", phase.tally.wrong)
                    .put("faults", new JsonArray(phase.tally.faults())));
        }
        return new JsonObject()
                .put("machine", machine.toJson())
                .put("steps", done)
                .put("phases", underLoad)
                .put("faults", new JsonArray(faults));
    }

    private static JsonObject latency(Histogram nanos) {
        JsonObject latency = new JsonObject().put("count", nanos.getTotalCount());
        Optional.of(nanos).filter(some -> some.getTotalCount() > 0).ifPresent(some -> {
            for (double percentile : PERCENTILES) {
                latency.put("p" + percentile, some.getValueAtPercentile(percentile) / 1e6);
            }
        });
        return latency;
    }
}
