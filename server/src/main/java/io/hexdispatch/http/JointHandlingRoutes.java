package io.hexdispatch.http;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.hexdispatch.access.Role;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.flow.DeliberateJointly;
import io.hexdispatch.flow.JointHandlings;
import io.hexdispatch.flow.JointHandlings.Found;
import io.hexdispatch.flow.ReadJointHandlings;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.jointhandling.Grounds;
import io.hexdispatch.jointhandling.JointStatus;
import io.hexdispatch.wire.Fields;
import io.hexdispatch.wire.JointHandlingJson;
import io.hexdispatch.wire.JointWishJson;
import io.hexdispatch.wire.Problem;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Joint handling over HTTP: looked up, counted, opened, deliberated and decided. */
public final class JointHandlingRoutes {
    private static final String ROOT = "/api/v1/joint-handlings";
    private static final int PAGE_DEFAULT = 50;
    private static final int PAGE_MAX = 200;
    private static final Set<Role> READERS = EnumSet.of(Role.CENTRE, Role.UNIT, Role.SUPERVISOR, Role.ADMIN);
    private static final Set<Role> COUNTERS = EnumSet.of(Role.CENTRE, Role.SUPERVISOR, Role.ADMIN);
    private static final Set<Role> PARTIES = EnumSet.of(Role.CENTRE, Role.UNIT);
    private static final Set<Role> CENTRES = EnumSet.of(Role.CENTRE, Role.ADMIN);
    private static final List<String> LIST_PARAMETERS =
            List.of("area", "status", "grounds", "overdue", "before", "limit");

    private final DeliberateJointly deliberate;
    private final ReadJointHandlings read;
    private final JointHandlingJson json;
    private final Clock clock;

    public JointHandlingRoutes(
            DeliberateJointly deliberate, ReadJointHandlings read, JointHandlingJson json, Clock clock) {
        this.deliberate = deliberate;
        this.read = read;
        this.json = json;
        this.clock = clock;
    }

    public void mount(HttpApi api) {
        api.allow(GET, ROOT, READERS, this::list);
        api.allow(GET, ROOT + "/figures", COUNTERS, this::figures);
        api.allow(GET, ROOT + "/:number", READERS, this::one);
        api.allow(POST, ROOT, CENTRES, this::open);
        api.allow(
                POST,
                ROOT + "/:number/invite",
                CENTRES,
                context -> act(context, (number, fields) -> {
                    var invited = JointWishJson.invited(fields);
                    fields.rejectUnknown();
                    return right(fields, () -> deliberate.invite(Answers.actor(context), number, invited));
                }));
        api.allow(
                POST,
                ROOT + "/:number/opinion",
                PARTIES,
                context -> act(context, (number, fields) -> {
                    Optional<String> text = fields.text("text", JointWishJson.TEXT_LENGTH_MAX);
                    fields.rejectUnknown();
                    return right(fields, () -> deliberate.opinion(Answers.actor(context), number, text.orElseThrow()));
                }));
        api.allow(
                POST,
                ROOT + "/:number/decide",
                CENTRES,
                context -> act(context, (number, fields) -> JointWishJson.decision(fields)
                        .map(wish -> deliberate.decide(Answers.actor(context), number, wish))));
        api.allow(
                POST,
                ROOT + "/:number/withdraw",
                CENTRES,
                context -> act(context, (number, fields) -> {
                    Optional<String> reason = fields.text("reason", JointWishJson.TEXT_LENGTH_MAX);
                    fields.rejectUnknown();
                    return right(
                            fields, () -> deliberate.withdraw(Answers.actor(context), number, reason.orElseThrow()));
                }));
    }

    private static Optional<Future<Found>> right(Fields fields, java.util.function.Supplier<Future<Found>> act) {
        return fields.faults().isEmpty() ? Optional.of(act.get()) : Optional.empty();
    }

    private void open(RoutingContext context) {
        Optional<JsonObject> body = Answers.object(context);
        if (body.isEmpty()) {
            return;
        }
        Fields fields = Fields.of(body.get());
        Optional<EventNumber> number = fields.text("event", 40).flatMap(text -> {
            Optional<EventNumber> parsed = EventNumber.parse(text);
            if (parsed.isEmpty()) {
                fields.fault("event", "\"" + text + "\" is not the number of an event, such as 20260301-0000042");
            }
            return parsed;
        });
        var wish = JointWishJson.open(fields);
        fields.rejectUnknown();
        if (!fields.faults().isEmpty()) {
            Answers.problem(context, Problem.ofFaults(fields.faults()));
            return;
        }
        context.response().putHeader("Location", ROOT + "/" + number.orElseThrow());
        answer(context, deliberate.open(Answers.actor(context), number.orElseThrow(), wish));
    }

    /** @param act empty where the body is not right, with the faults noted */
    private void act(RoutingContext context, BiFunction<EventNumber, Fields, Optional<Future<Found>>> act) {
        Optional<EventNumber> number = number(context);
        Optional<JsonObject> body = number.flatMap(found -> Answers.object(context));
        if (body.isEmpty()) {
            return;
        }
        Fields fields = Fields.of(body.get());
        act.apply(number.orElseThrow(), fields)
                .ifPresentOrElse(
                        found -> answer(context, found),
                        () -> Answers.problem(context, Problem.ofFaults(fields.faults())));
    }

    private void one(RoutingContext context) {
        number(context).ifPresent(number -> answer(context, read.one(Answers.actor(context), number)));
    }

    private void answer(RoutingContext context, Future<Found> found) {
        found.onSuccess(done -> Answers.json(context, 200, json.whole(done.handling(), done.caseFile())))
                .onFailure(failure -> Answers.failure(context, failure));
    }

    private void list(RoutingContext context) {
        try {
            JointHandlings.Query query = query(context);
            read.list(query)
                    .onSuccess(found -> Answers.json(context, 200, page(context, query, found)))
                    .onFailure(failure -> Answers.failure(context, failure));
        } catch (RefusedException refused) {
            Answers.failure(context, refused);
        }
    }

    private JsonObject page(RoutingContext context, JointHandlings.Query query, List<Found> found) {
        JsonArray list = new JsonArray();
        found.forEach(each -> list.add(json.of(each.handling(), each.caseFile())));
        JsonObject page = new JsonObject().put("jointHandlings", list);
        if (found.size() == query.limit()) {
            StringBuilder next = new StringBuilder(ROOT).append('?');
            for (var parameter : context.queryParams()) {
                if (!parameter.getKey().equals("before")) {
                    next.append(parameter.getKey())
                            .append('=')
                            .append(Parameters.encoded(parameter.getValue()))
                            .append('&');
                }
            }
            page.put(
                    "next",
                    next.append("before=")
                            .append(found.get(found.size() - 1).handling().event())
                            .toString());
        }
        return page;
    }

    private static JointHandlings.Query query(RoutingContext context) {
        onlyKnown(context, LIST_PARAMETERS);
        return new JointHandlings.Query(
                Answers.actor(context),
                Parameters.text(context, "area"),
                known(context, "status", JointStatus::ofText, Arrays.toString(JointStatus.values())),
                known(context, "grounds", Grounds::ofText, Grounds.texts()),
                known(
                                context,
                                "overdue",
                                text -> Optional.of(text.equals("true")).filter(truth -> truth || text.equals("false")),
                                "true, false")
                        .orElse(false),
                known(context, "before", EventNumber::parse, "the numbers of events")
                        .map(EventNumber::id),
                Parameters.wholeNumber(context, "limit", 1, PAGE_MAX).orElse(PAGE_DEFAULT));
    }

    private static void onlyKnown(RoutingContext context, List<String> parameters) {
        for (String name : context.queryParams().names()) {
            if (!parameters.contains(name)) {
                throw Parameters.invalid(
                        name, "is no parameter here; the parameters are " + String.join(", ", parameters));
            }
        }
    }

    private static <T> Optional<T> known(
            RoutingContext context, String name, Function<String, Optional<T>> reader, String right) {
        return Parameters.text(context, name).map(text -> reader.apply(text)
                .orElseThrow(
                        () -> Parameters.invalid(name, "\"" + text + "\" is not known; right is one of " + right)));
    }

    private void figures(RoutingContext context) {
        try {
            onlyKnown(context, List.of("area", "from", "to"));
            Instant from = Parameters.time(context, "from").orElse(Instant.EPOCH);
            Instant to = Parameters.time(context, "to").orElse(clock.instant());
            read.figures(Answers.actor(context), Parameters.text(context, "area"), from, to)
                    .onSuccess(figures -> Answers.json(
                            context,
                            200,
                            new JsonObject()
                                    .put("from", from.toString())
                                    .put("to", to.toString())
                                    .mergeIn(JointHandlingJson.of(figures))))
                    .onFailure(failure -> Answers.failure(context, failure));
        } catch (RefusedException refused) {
            Answers.failure(context, refused);
        }
    }

    private static Optional<EventNumber> number(RoutingContext context) {
        Optional<EventNumber> number = EventNumber.parse(context.pathParam("number"));
        if (number.isEmpty()) {
            Answers.failure(
                    context,
                    new RefusedException(
                            Kind.NOT_FOUND,
                            "\"" + context.pathParam("number")
                                    + "\" is not the number of a joint handling, which is that of its event, such as"
                                    + " 20260301-0000042"));
        }
        return number;
    }
}
