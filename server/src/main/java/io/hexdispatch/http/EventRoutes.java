package io.hexdispatch.http;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.event.EventAction;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.EventStatus;
import io.hexdispatch.event.EventWish;
import io.hexdispatch.flow.ActOnEvent;
import io.hexdispatch.flow.DispatchByHand;
import io.hexdispatch.flow.Filed;
import io.hexdispatch.flow.ReadEvents;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.flow.ReportEvent;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.wire.CaseFileJson;
import io.hexdispatch.wire.EventWishJson;
import io.hexdispatch.wire.Fields;
import io.hexdispatch.wire.JsonLine;
import io.hexdispatch.wire.Problem;
import io.hexdispatch.wire.ReportJson;
import io.hexdispatch.wire.StrictJson;
import io.hexdispatch.wire.StrictJson.NotJsonException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Events over HTTP: reported one by one or in lots, looked up, listed, dispatched by hand, and led through their life. */
public final class EventRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(EventRoutes.class);

    private static final int ARRAY_EVENTS_MAX = 1_000;
    private static final int LINES_MAX = 10_000;
    /** How many events of a lot are under way at once: some milliseconds' work. */
    private static final int SLICE = 50;

    private static final int READ_AT_ONCE_BYTES_MAX = 32 * 1024;
    private static final int PAGE_DEFAULT = 50;
    private static final int PAGE_MAX = 500;
    private static final int REASON_LENGTH_MAX = 1_000;

    private static final Set<Role> REPORTERS = EnumSet.of(Role.SOURCE, Role.CENTRE, Role.ADMIN);
    private static final Set<Role> DIRECTORS = EnumSet.of(Role.CENTRE, Role.ADMIN);
    private static final Set<String> LIST_PARAMETERS =
            Set.of("area", "status", "category", "source", "queued", "requested", "before", "limit");

    private final ReportEvent reportEvent;
    private final ReadEvents readEvents;
    private final DispatchByHand dispatchByHand;
    private final ActOnEvent actOnEvent;
    private final ReportJson reportJson;
    private final CaseFileJson caseFileJson;
    private final Clock clock;

    public EventRoutes(
            ReportEvent reportEvent,
            ReadEvents readEvents,
            DispatchByHand dispatchByHand,
            ActOnEvent actOnEvent,
            ReportJson reportJson,
            CaseFileJson caseFileJson,
            Clock clock) {
        this.reportEvent = reportEvent;
        this.readEvents = readEvents;
        this.dispatchByHand = dispatchByHand;
        this.actOnEvent = actOnEvent;
        this.reportJson = reportJson;
        this.caseFileJson = caseFileJson;
        this.clock = clock;
    }

    public void mount(HttpApi api) {
        api.allow(POST, "/api/v1/events", REPORTERS, this::report);
        api.allow(GET, "/api/v1/events", HttpApi.allBut(Role.GIS), this::list);
        api.allow(GET, "/api/v1/events/:number", HttpApi.allBut(Role.GIS), this::one);
        api.allow(POST, "/api/v1/events/:number/orders", DIRECTORS, this::dispatch);
        for (EventAction action : EventAction.values()) {
            if (action.isByName()) {
                api.allow(
                        POST,
                        "/api/v1/events/:number/" + action.text(),
                        action.roles(),
                        context -> act(context, action));
            }
        }
    }

    private void report(RoutingContext context) {
        switch (Answers.mediaType(context)) {
            case "application/json" ->
                read(context)
                        .onSuccess(body -> {
                            if (body.orElse(null) instanceof JsonArray list) {
                                reportAll(context, list.stream().toList(), Item::of, ARRAY_EVENTS_MAX);
                            } else {
                                reportOne(context, Item.of(body.orElse(null)));
                            }
                        })
                        .onFailure(failure -> Answers.problem(context, Problem.of(400, failure.getMessage())));
            case "application/x-ndjson" -> reportAll(context, lines(context), Item::of, LINES_MAX);
            default ->
                Answers.problem(context, Answers.unsupported(context, "application/json or application/x-ndjson"));
        }
    }

    /** The body's JSON, empty for null. A large one would hold up the event loop, so a worker reads it. */
    private static Future<Optional<Object>> read(RoutingContext context) {
        Buffer body = context.body().buffer();
        Callable<Optional<Object>> reading = () -> Optional.ofNullable(StrictJson.read(body));
        if (body != null && body.length() > READ_AT_ONCE_BYTES_MAX) {
            return context.vertx().executeBlocking(reading, false);
        }
        try {
            return Future.succeededFuture(reading.call());
        } catch (Exception notJson) {
            return Future.failedFuture(notJson);
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

    private void reportOne(RoutingContext context, Item item) {
        result(Answers.actor(context), item).onSuccess(result -> {
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
    private <T> void reportAll(RoutingContext context, List<T> items, Function<T, Item> reader, int max) {
        if (items.isEmpty() || items.size() > max) {
            Answers.problem(
                    context,
                    Problem.of(400, "the body holds " + items.size() + " events; 1 to " + max + " are taken at once"));
            return;
        }
        List<Result> results = new ArrayList<>(items.size());
        reportSlices(Answers.actor(context), items, reader, results)
                .compose(done ->
                        context.vertx().executeBlocking(() -> summary(results).toBuffer(), false))
                .onSuccess(summary -> Answers.json(context, 200, summary));
    }

    /** Slice after slice, each committed before the next is begun, so that a large lot neither holds up others nor fills memory. */
    private <T> Future<Void> reportSlices(Actor actor, List<T> items, Function<T, Item> reader, List<Result> results) {
        if (results.size() == items.size()) {
            return Future.succeededFuture();
        }
        List<Future<Result>> slice =
                items.subList(results.size(), Math.min(items.size(), results.size() + SLICE)).stream()
                        .map(item -> result(actor, reader.apply(item)))
                        .toList();
        return Future.all(slice).compose(all -> {
            slice.forEach(done -> results.add(done.result()));
            return reportSlices(actor, items, reader, results);
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
    private Future<Result> result(Actor actor, Item item) {
        if (item.json().isEmpty()) {
            return refused(Problem.of(400, item.problem()));
        }
        Instant now = clock.instant();
        Fields fields = Fields.of(item.json().get());
        return reportJson
                .read(fields, now)
                .map(report -> reportEvent
                        .report(actor, report)
                        .map(this::result)
                        .recover(failure -> {
                            if (!(failure instanceof RefusedException)) {
                                LOG.atError()
                                        .addKeyValue("source", report.source())
                                        .addKeyValue("sourceEventId", report.sourceEventId())
                                        .setCause(failure)
                                        .log("report not filed");
                            }
                            return refused(Problem.of(failure));
                        }))
                .orElseGet(() -> refused(Problem.ofFaults(fields.faults())));
    }

    private Result result(Filed filed) {
        return new Result(filed.isNew() ? 201 : 200, caseFileJson.of(filed));
    }

    private static Future<Result> refused(Problem problem) {
        return Future.succeededFuture(new Result(problem.status(), problem.toJson()));
    }

    private void one(RoutingContext context) {
        number(context).ifPresent(number -> readEvents
                .one(Answers.actor(context), number)
                .onSuccess(dossier -> Answers.json(context, 200, caseFileJson.of(dossier)))
                .onFailure(failure -> Answers.failure(context, failure)));
    }

    private void list(RoutingContext context) {
        ReadEvents.Wish wish;
        try {
            wish = wish(context);
        } catch (RefusedException refused) {
            Answers.failure(context, refused);
            return;
        }
        readEvents
                .list(Answers.actor(context), wish)
                .onSuccess(found -> {
                    JsonArray events = new JsonArray();
                    found.forEach(caseFile -> events.add(caseFileJson.of(caseFile)));
                    JsonObject page = new JsonObject().put("events", events);
                    if (found.size() == wish.limit()) {
                        page.put("next", nextPage(context, found.get(found.size() - 1)));
                    }
                    Answers.json(context, 200, page);
                })
                .onFailure(failure -> Answers.failure(context, failure));
    }

    private static String nextPage(RoutingContext context, CaseFile last) {
        StringBuilder query = new StringBuilder();
        for (var parameter : context.queryParams()) {
            if (!parameter.getKey().equals("before")) {
                query.append(parameter.getKey())
                        .append('=')
                        .append(java.net.URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                        .append('&');
            }
        }
        return context.request().path() + "?" + query + "before=" + last.event().number();
    }

    private static ReadEvents.Wish wish(RoutingContext context) {
        for (String name : context.queryParams().names()) {
            if (!LIST_PARAMETERS.contains(name)) {
                throw invalid(
                        name,
                        "is no parameter here; the parameters are "
                                + String.join(
                                        ", ", LIST_PARAMETERS.stream().sorted().toList()));
            }
        }
        Optional<EventStatus> status = parameter(context, "status").map(text -> Arrays.stream(EventStatus.values())
                .filter(value -> value.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() ->
                        invalid("status", "\"" + text + "\" is none of " + Arrays.toString(EventStatus.values()))));
        Optional<EventNumber> before = parameter(context, "before").map(text -> EventNumber.parse(text)
                .orElseThrow(() -> invalid("before", "\"" + text + "\" is not the number of an event")));
        return new ReadEvents.Wish(
                parameter(context, "area"),
                status,
                parameter(context, "category"),
                parameter(context, "source"),
                truth(context, "queued"),
                truth(context, "requested"),
                before,
                Parameters.wholeNumber(context, "limit", 1, PAGE_MAX).orElse(PAGE_DEFAULT));
    }

    private static boolean truth(RoutingContext context, String name) {
        return parameter(context, name)
                .map(text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw invalid(name, "\"" + text + "\" is neither true nor false");
                })
                .orElse(false);
    }

    private static Optional<String> parameter(RoutingContext context, String name) {
        return Parameters.text(context, name);
    }

    private static RefusedException invalid(String parameter, String detail) {
        return Parameters.invalid(parameter, detail);
    }

    private void dispatch(RoutingContext context) {
        Optional<EventNumber> number = number(context);
        Optional<JsonObject> body = number.flatMap(found -> Answers.object(context));
        if (body.isEmpty()) {
            return;
        }
        Fields fields = Fields.of(body.get());
        Optional<String> unit = fields.text("unit", REASON_LENGTH_MAX);
        Optional<String> reason = fields.optionalText("reason", REASON_LENGTH_MAX);
        fields.rejectUnknown();
        if (!fields.faults().isEmpty()) {
            Answers.problem(context, Problem.ofFaults(fields.faults()));
            return;
        }
        answer(
                context,
                dispatchByHand.dispatch(Answers.actor(context), number.orElseThrow(), unit.orElseThrow(), reason),
                201);
    }

    private void act(RoutingContext context, EventAction action) {
        Optional<EventNumber> number = number(context);
        if (number.isEmpty()) {
            return;
        }
        JsonObject body = new JsonObject();
        if (context.body().length() > 0) {
            Optional<JsonObject> given = Answers.object(context);
            if (given.isEmpty()) {
                return;
            }
            body = given.get();
        }
        Fields fields = Fields.of(body);
        Optional<EventWish> wish = EventWishJson.read(action, fields);
        if (wish.isEmpty()) {
            Answers.problem(context, Problem.ofFaults(fields.faults()));
            return;
        }
        answer(context, actOnEvent.act(Answers.actor(context), number.get(), wish.get()), 200);
    }

    private void answer(RoutingContext context, Future<CaseFile.Change> change, int status) {
        change.onSuccess(done -> Answers.json(context, status, caseFileJson.of(done.after())))
                .onFailure(failure -> Answers.failure(context, failure));
    }

    private static Optional<EventNumber> number(RoutingContext context) {
        Optional<EventNumber> number = EventNumber.parse(context.pathParam("number"));
        if (number.isEmpty()) {
            Answers.failure(
                    context,
                    new RefusedException(
                            Kind.NOT_FOUND,
                            "\"" + context.pathParam("number")
                                    + "\" is not the number of an event, which looks like 20260301-0000042"));
        }
        return number;
    }
}
