package io.hexdispatch.http;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.hexdispatch.access.Role;
import io.hexdispatch.event.EventAction;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.EventStatus;
import io.hexdispatch.event.EventWish;
import io.hexdispatch.flow.ActOnEvent;
import io.hexdispatch.flow.DispatchByHand;
import io.hexdispatch.flow.ReadEvents;
import io.hexdispatch.flow.ReadReceipts;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.wire.CaseFileJson;
import io.hexdispatch.wire.EventWishJson;
import io.hexdispatch.wire.Fields;
import io.hexdispatch.wire.Problem;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Events over HTTP: looked up, listed, dispatched by hand, and led through their life. */
public final class EventRoutes {
    private static final int PAGE_DEFAULT = 50;
    private static final int PAGE_MAX = 500;
    private static final int REASON_LENGTH_MAX = 1_000;

    private static final Set<Role> DIRECTORS = EnumSet.of(Role.CENTRE, Role.ADMIN);
    private static final Set<String> LIST_PARAMETERS =
            Set.of("area", "status", "category", "source", "queued", "requested", "before", "limit");

    private final ReadEvents readEvents;
    private final ReadReceipts readReceipts;
    private final DispatchByHand dispatchByHand;
    private final ActOnEvent actOnEvent;
    private final CaseFileJson caseFileJson;

    public EventRoutes(
            ReadEvents readEvents,
            ReadReceipts readReceipts,
            DispatchByHand dispatchByHand,
            ActOnEvent actOnEvent,
            CaseFileJson caseFileJson) {
        this.readEvents = readEvents;
        this.readReceipts = readReceipts;
        this.dispatchByHand = dispatchByHand;
        this.actOnEvent = actOnEvent;
        this.caseFileJson = caseFileJson;
    }

    public void mount(HttpApi api) {
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

    private void one(RoutingContext context) {
        number(context).ifPresent(number -> readReceipts
                .ofEvent(Answers.actor(context), number)
                .onSuccess(tracked -> Answers.json(context, 200, caseFileJson.of(tracked)))
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
