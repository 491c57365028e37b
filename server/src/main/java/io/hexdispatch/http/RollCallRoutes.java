package io.hexdispatch.http;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.hexdispatch.access.Role;
import io.hexdispatch.flow.AnswerRollCall;
import io.hexdispatch.flow.CallRoll;
import io.hexdispatch.flow.DirectRollCall;
import io.hexdispatch.flow.ReadRollCalls;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.flow.RollCalls;
import io.hexdispatch.flow.RollCalls.Recorded;
import io.hexdispatch.grid.GridLevel;
import io.hexdispatch.rollcall.RollCall;
import io.hexdispatch.rollcall.RollCallId;
import io.hexdispatch.rollcall.RollCallWish;
import io.hexdispatch.wire.Fields;
import io.hexdispatch.wire.Problem;
import io.hexdispatch.wire.RollCallJson;
import io.hexdispatch.wire.TallyJson;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Roll calls over HTTP: called, looked up, answered, directed. */
public final class RollCallRoutes {
    static final String ROOT = "/api/v1/roll-calls";
    static final Set<Role> WATCHERS = EnumSet.of(Role.CENTRE, Role.SUPERVISOR, Role.ADMIN);

    private static final Set<Role> CALLERS = EnumSet.of(Role.CENTRE, Role.ADMIN);
    private static final Set<Role> CALLED = EnumSet.of(Role.CENTRE, Role.RESPONDER, Role.UNIT);
    private static final Set<Role> READERS = EnumSet.of(Role.CENTRE, Role.SUPERVISOR, Role.ADMIN, Role.RESPONDER);
    private static final int REASON_LENGTH_MAX = 1_000;
    private static final int PAGE_DEFAULT = 50;
    private static final int PAGE_MAX = 500;

    private final CallRoll callRoll;
    private final AnswerRollCall answerRollCall;
    private final DirectRollCall directRollCall;
    private final ReadRollCalls readRollCalls;
    private final TallyJson tallyJson;

    public RollCallRoutes(
            CallRoll callRoll,
            AnswerRollCall answerRollCall,
            DirectRollCall directRollCall,
            ReadRollCalls readRollCalls,
            TallyJson tallyJson) {
        this.callRoll = callRoll;
        this.answerRollCall = answerRollCall;
        this.directRollCall = directRollCall;
        this.readRollCalls = readRollCalls;
        this.tallyJson = tallyJson;
    }

    public void mount(HttpApi api) {
        api.allow(POST, ROOT, CALLERS, this::call);
        api.allow(GET, ROOT, READERS, this::list);
        api.allow(GET, ROOT + "/:id", READERS, this::one);
        api.allow(POST, ROOT + "/:id/answer", CALLED, this::answer);
        api.allow(POST, ROOT + "/:id/acknowledge", CALLED, this::acknowledge);
        api.allow(POST, ROOT + "/:id/remind", CALLERS, this::remind);
        api.allow(POST, ROOT + "/:id/end", CALLERS, this::end);
        api.allow(POST, ROOT + "/:id/cancel", CALLERS, this::cancel);
    }

    private void call(RoutingContext context) {
        Answers.largeObject(context).onSuccess(body -> {
            Fields fields = Fields.of(body);
            Optional<RollCallWish> wish = RollCallJson.read(fields);
            if (wish.isEmpty()) {
                Answers.problem(context, Problem.ofFaults(fields.faults()));
                return;
            }
            callRoll.call(Answers.actor(context), wish.get())
                    .onSuccess(kept -> {
                        context.response()
                                .putHeader("Location", ROOT + "/" + kept.call().id());
                        Answers.json(context, kept.isNew() ? 201 : 200, RollCallJson.of(kept.call()));
                    })
                    .onFailure(failure -> Answers.failure(context, failure));
        });
    }

    private void list(RoutingContext context) {
        try {
            int limit = Parameters.wholeNumber(context, "limit", 1, PAGE_MAX).orElse(PAGE_DEFAULT);
            RollCalls.Query query = new RollCalls.Query(
                    Answers.actor(context),
                    choice(context, "state", RollCall.State::ofText, "calling, ended, cancelled"),
                    choice(context, "kind", RollCall.Kind::ofText, "roll-call, broadcast"),
                    choice(context, "purpose", RollCall.Purpose::ofText, "drill, real"),
                    choice(context, "before", RollCallId::parse, "the ids of roll calls, such as rc-12"),
                    limit);
            readRollCalls
                    .list(query)
                    .onSuccess(calls -> Answers.json(context, 200, page(calls, limit)))
                    .onFailure(failure -> Answers.failure(context, failure));
        } catch (RefusedException refused) {
            Answers.failure(context, refused);
        }
    }

    private static JsonObject page(List<RollCall> calls, int limit) {
        JsonArray list = new JsonArray();
        calls.forEach(call -> list.add(RollCallJson.brief(call)));
        JsonObject page = new JsonObject().put("rollCalls", list);
        return calls.size() < limit
                ? page
                : page.put("next", calls.get(limit - 1).id().toString());
    }

    private static <T> Optional<T> choice(
            RoutingContext context, String name, Function<String, Optional<T>> reader, String known) {
        return Parameters.text(context, name).map(text -> reader.apply(text)
                .orElseThrow(
                        () -> Parameters.invalid(name, "\"" + text + "\" is not known; right is one of " + known)));
    }

    private void one(RoutingContext context) {
        withId(context, id -> readRollCalls.one(Answers.actor(context), id))
                .onSuccess(view -> {
                    JsonObject json = RollCallJson.of(view.call());
                    view.tally()
                            .ifPresent(tally -> json.put(
                                    "tally",
                                    tallyJson.of(tally, view.call().kind(), GridLevel.COUNTY, GridLevel.TOWNSHIP)));
                    view.own().ifPresent(own -> json.put("own", RollCallJson.of(own)));
                    Answers.json(context, 200, json);
                })
                .onFailure(failure -> Answers.failure(context, failure));
    }

    private void answer(RoutingContext context) {
        withBody(context, fields -> {
            RollCallJson.GivenAnswer given = RollCallJson.readAnswer(fields);
            if (!fields.faults().isEmpty()) {
                Answers.problem(context, Problem.ofFaults(fields.faults()));
                return;
            }
            recorded(
                    context,
                    withId(
                            context,
                            id -> answerRollCall.answer(Answers.actor(context), id, given.text(), given.place())));
        });
    }

    private void acknowledge(RoutingContext context) {
        withBody(context, fields -> {
            fields.rejectUnknown();
            if (!fields.faults().isEmpty()) {
                Answers.problem(context, Problem.ofFaults(fields.faults()));
                return;
            }
            recorded(context, withId(context, id -> answerRollCall.acknowledge(Answers.actor(context), id)));
        });
    }

    private static void recorded(RoutingContext context, Future<Recorded> outcome) {
        outcome.onSuccess(recorded -> Answers.json(
                        context,
                        200,
                        new JsonObject()
                                .put("rollCall", context.pathParam("id"))
                                .put("state", recorded.state().text())
                                .put("own", RollCallJson.of(recorded.attendance()))))
                .onFailure(failure -> Answers.failure(context, failure));
    }

    private void remind(RoutingContext context) {
        withBody(context, fields -> {
            fields.rejectUnknown();
            if (!fields.faults().isEmpty()) {
                Answers.problem(context, Problem.ofFaults(fields.faults()));
                return;
            }
            withId(context, id -> directRollCall.remind(Answers.actor(context), id))
                    .onSuccess(reminder -> Answers.json(
                            context,
                            200,
                            new JsonObject()
                                    .put("reminded", reminder.reminded())
                                    .put("rollCall", RollCallJson.brief(reminder.call()))))
                    .onFailure(failure -> Answers.failure(context, failure));
        });
    }

    private void end(RoutingContext context) {
        withBody(context, fields -> {
            Optional<String> reason = fields.optionalText("reason", REASON_LENGTH_MAX);
            ended(context, fields, id -> directRollCall.end(Answers.actor(context), id, reason));
        });
    }

    private void cancel(RoutingContext context) {
        withBody(context, fields -> {
            Optional<String> reason = fields.text("reason", REASON_LENGTH_MAX);
            ended(context, fields, id -> directRollCall.cancel(Answers.actor(context), id, reason.orElseThrow()));
        });
    }

    private static void ended(RoutingContext context, Fields fields, Function<RollCallId, Future<RollCall>> action) {
        fields.rejectUnknown();
        if (!fields.faults().isEmpty()) {
            Answers.problem(context, Problem.ofFaults(fields.faults()));
            return;
        }
        withId(context, action)
                .onSuccess(call -> Answers.json(context, 200, RollCallJson.brief(call)))
                .onFailure(failure -> Answers.failure(context, failure));
    }

    private static void withBody(RoutingContext context, Consumer<Fields> action) {
        Answers.object(context).map(Fields::of).ifPresent(action);
    }

    static <T> Future<T> withId(RoutingContext context, Function<RollCallId, Future<T>> action) {
        String text = context.pathParam("id");
        return RollCallId.parse(text)
                .map(action)
                .orElseGet(() -> Future.failedFuture(
                        new RefusedException(Kind.NOT_FOUND, "there is no roll call " + text + " that you may see")));
    }
}
