package io.hexdispatch.http;

import static io.vertx.core.http.HttpMethod.POST;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.event.Report;
import io.hexdispatch.flow.Filed;
import io.hexdispatch.flow.LiveSources;
import io.hexdispatch.flow.OutcomeUnknownException;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.flow.ReportEvent;
import io.hexdispatch.flow.StepTimes;
import io.hexdispatch.source.FieldMapping;
import io.hexdispatch.source.Source;
import io.hexdispatch.wire.CaseFileJson;
import io.hexdispatch.wire.Fields;
import io.hexdispatch.wire.JsonLine;
import io.hexdispatch.wire.MappedReport;
import io.hexdispatch.wire.Problem;
import io.hexdispatch.wire.ReportJson;
import io.hexdispatch.wire.StrictJson;
import io.hexdispatch.wire.StrictJson.NotJsonException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Events reported over HTTP, one by one or in lots, in our fields or in a source's own. */
public final class ReportRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(ReportRoutes.class);

    private static final int ARRAY_EVENTS_MAX = 1_000;
    private static final int LINES_MAX = 10_000;
    /** How many events of a lot are under way at once: some milliseconds' work. */
    private static final int SLICE = 50;

    static final Set<Role> REPORTERS = EnumSet.of(Role.SOURCE, Role.CENTRE, Role.ADMIN);

    private final ReportEvent reportEvent;
    private final LiveSources sources;
    private final ReportJson reportJson;
    private final CaseFileJson caseFileJson;
    private final StepTimes times;
    private final Clock clock;

    public ReportRoutes(
            ReportEvent reportEvent,
            LiveSources sources,
            ReportJson reportJson,
            CaseFileJson caseFileJson,
            StepTimes times,
            Clock clock) {
        this.reportEvent = reportEvent;
        this.sources = sources;
        this.reportJson = reportJson;
        this.caseFileJson = caseFileJson;
        this.times = times;
        this.clock = clock;
    }

    public void mount(HttpApi api) {
        api.allow(POST, "/api/v1/events", REPORTERS, this::report);
        api.allow(POST, "/api/v1/sources/:key/events", REPORTERS, this::reportMapped);
    }

    /** How one JSON object becomes a report; empty with every fault noted. */
    @FunctionalInterface
    private interface Reading {
        Optional<Report> read(JsonObject json, List<Fields.Fault> faults, Instant receivedAt);
    }

    private Optional<Report> own(JsonObject json, List<Fields.Fault> faults, Instant receivedAt) {
        return reportJson.read(Fields.of(json, faults), receivedAt);
    }

    private void reportMapped(RoutingContext context) {
        String key = context.pathParam("key");
        Actor actor = Answers.actor(context);
        Optional<Source> source = sources.find(key);
        if (actor.role() == Role.SOURCE && !actor.id().equals(key)) {
            Answers.failure(
                    context,
                    new RefusedException(
                            Kind.FORBIDDEN,
                            "this token is for source \"" + actor.id() + "\" and cannot report for \"" + key + "\""));
        } else if (source.isEmpty()) {
            Answers.failure(
                    context,
                    new RefusedException(Kind.NOT_FOUND, "there is no source \"" + key + "\" in the registry"));
        } else if (source.get().mapping().isEmpty()) {
            Answers.failure(
                    context,
                    new RefusedException(
                            Kind.CONFLICT,
                            "source \"" + key + "\" has no mapping; report in our fields to /api/v1/events"));
        } else {
            FieldMapping mapping = source.get().mapping().get();
            report(context, (json, faults, receivedAt) -> {
                MappedReport mapped = MappedReport.of(key, mapping, json, reportJson, receivedAt);
                faults.addAll(mapped.faults());
                return mapped.report();
            });
        }
    }

    private void report(RoutingContext context) {
        report(context, this::own);
    }

    private void report(RoutingContext context, Reading reading) {
        switch (Answers.mediaType(context)) {
            case "application/json" ->
                Answers.read(context)
                        .onSuccess(body -> {
                            if (body.orElse(null) instanceof JsonArray list) {
                                reportAll(context, list.stream().toList(), Item::of, reading, ARRAY_EVENTS_MAX);
                            } else {
                                reportOne(context, Item.of(body.orElse(null)), reading);
                            }
                        })
                        .onFailure(failure -> Answers.problem(context, Problem.of(400, failure.getMessage())));
            case "application/x-ndjson" -> reportAll(context, lines(context), Item::of, reading, LINES_MAX);
            default ->
                Answers.problem(context, Answers.unsupported(context, "application/json or application/x-ndjson"));
        }
    }

    /** One report of a body, or why it cannot be read. */
    private record Item(Optional<JsonObject> json, String problem) {
        static Item of(Object value) {
            return value instanceof JsonObject object
                    ? new Item(Optional.of(object), "")
                    : new Item(Optional.empty(), "an event is a JSON object, and this is none");
        }

        static Item of(JsonLine line) {
            try {
                return of(StrictJson.read(line.bytes()));
            } catch (NotJsonException e) {
                return new Item(Optional.empty(), "line " + line.number() + " of the body: " + e.getMessage());
            }
        }
    }

    /** What became of one report. */
    private record Result(int status, JsonObject json) {}

    private static List<JsonLine> lines(RoutingContext context) {
        return context.body().buffer() == null
                ? List.of()
                : JsonLine.of(context.body().buffer().getBytes());
    }

    private void reportOne(RoutingContext context, Item item, Reading reading) {
        result(Answers.actor(context), item, reading).onSuccess(result -> {
            if (result.status() >= 400) {
                Answers.problemJson(context, result.status(), result.json());
            } else {
                context.response()
                        .putHeader(
                                HttpHeaders.LOCATION,
                                "/api/v1/events/" + result.json().getString("number"));
                Answers.json(context, result.status(), result.json());
            }
        });
    }

    /** Counted before they are read, so that too many cost nothing. */
    private <T> void reportAll(
            RoutingContext context, List<T> items, Function<T, Item> reader, Reading reading, int max) {
        if (items.isEmpty() || items.size() > max) {
            Answers.problem(
                    context,
                    Problem.of(400, "the body holds " + items.size() + " events; 1 to " + max + " are taken at once"));
            return;
        }
        List<Result> results = new ArrayList<>(items.size());
        reportSlices(items, item -> result(Answers.actor(context), reader.apply(item), reading), results)
                .compose(done ->
                        context.vertx().executeBlocking(() -> summary(results).toBuffer(), false))
                .onSuccess(summary -> Answers.json(context, 200, summary));
    }

    /** Slice after slice, each committed before the next is begun, so that a large lot neither holds up others nor fills memory. */
    private static <T> Future<Void> reportSlices(
            List<T> items, Function<T, Future<Result>> reporter, List<Result> results) {
        if (results.size() == items.size()) {
            return Future.succeededFuture();
        }
        List<Future<Result>> slice =
                items.subList(results.size(), Math.min(items.size(), results.size() + SLICE)).stream()
                        .map(reporter)
                        .toList();
        return Future.all(slice).compose(all -> {
            slice.forEach(done -> results.add(done.result()));
            return reportSlices(items, reporter, results);
        });
    }

    private static JsonObject summary(List<Result> results) {
        JsonArray list = new JsonArray();
        int[] counts = new int[3];
        for (Result result : results) {
            counts[result.status() == 201 ? 0 : result.status() == 200 ? 1 : 2]++;
            list.add(new JsonObject()
                    .put("index", list.size())
                    .put("status", result.status())
                    .put(result.status() < 400 ? "event" : "problem", result.json()));
        }
        return new JsonObject()
                .put("filed", counts[0])
                .put("filedBefore", counts[1])
                .put("refused", counts[2])
                .put("results", list);
    }

    /** Never fails: what goes wrong with one report is that report's result. */
    private Future<Result> result(Actor actor, Item item, Reading reading) {
        if (item.json().isEmpty()) {
            return refused(Problem.of(400, item.problem()));
        }
        List<Fields.Fault> faults = new ArrayList<>();
        long start = System.nanoTime();
        Optional<Report> read = reading.read(item.json().get(), faults, clock.instant());
        times.took(StepTimes.Step.INTAKE, System.nanoTime() - start);
        return read.map(report -> reportEvent
                        .report(actor, report)
                        .map(this::result)
                        .recover(failure -> {
                            if (!(failure instanceof RefusedException || failure instanceof OutcomeUnknownException)) {
                                LOG.atError()
                                        .addKeyValue("source", report.source())
                                        .addKeyValue("sourceEventId", report.sourceEventId())
                                        .setCause(failure)
                                        .log("report not filed");
                            }
                            return refused(Problem.of(failure));
                        }))
                .orElseGet(() -> refused(Problem.ofFaults(faults)));
    }

    private Result result(Filed filed) {
        return new Result(filed.isNew() ? 201 : 200, caseFileJson.of(filed));
    }

    private static Future<Result> refused(Problem problem) {
        return Future.succeededFuture(new Result(problem.status(), problem.toJson()));
    }
}
