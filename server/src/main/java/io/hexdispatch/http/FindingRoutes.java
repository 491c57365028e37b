package io.hexdispatch.http;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.hexdispatch.access.Role;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.flow.AnswerFinding;
import io.hexdispatch.flow.Findings.Query;
import io.hexdispatch.flow.Findings.Span;
import io.hexdispatch.flow.ReadFindings;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.flow.TransferFinding;
import io.hexdispatch.supervision.Conclusion;
import io.hexdispatch.supervision.Finding;
import io.hexdispatch.supervision.FindingKind;
import io.hexdispatch.supervision.FindingState;
import io.hexdispatch.wire.Fields;
import io.hexdispatch.wire.FindingJson;
import io.hexdispatch.wire.FindingWishJson;
import io.hexdispatch.wire.Problem;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;

/** Findings over HTTP: looked up, counted, transferred by hand, answered and closed. */
public final class FindingRoutes {
    private static final int PAGE_DEFAULT = 50;
    private static final int PAGE_MAX = 200;
    private static final int TEXT_LENGTH_MAX = 4_000;

    private static final Set<Role> WATCHERS = EnumSet.of(Role.SUPERVISOR, Role.ADMIN);
    private static final Set<Role> SUPERVISORS = EnumSet.of(Role.SUPERVISOR);
    private static final Set<Role> ACCOUNTABLE = EnumSet.of(Role.UNIT, Role.CENTRE);
    private static final Set<Role> READERS = EnumSet.of(Role.SUPERVISOR, Role.ADMIN, Role.UNIT, Role.CENTRE);
    private static final Set<Role> TRANSFERRERS = EnumSet.of(Role.SUPERVISOR, Role.ADMIN, Role.CENTRE);

    private final ReadFindings readFindings;
    private final TransferFinding transferFinding;
    private final AnswerFinding answerFinding;

    public FindingRoutes(ReadFindings readFindings, TransferFinding transferFinding, AnswerFinding answerFinding) {
        this.readFindings = readFindings;
        this.transferFinding = transferFinding;
        this.answerFinding = answerFinding;
    }

    public void mount(HttpApi api) {
        api.allow(GET, "/api/v1/findings", READERS, this::list);
        api.allow(POST, "/api/v1/findings", TRANSFERRERS, this::transfer);
        api.allow(GET, "/api/v1/findings/figures", WATCHERS, this::figures);
        api.allow(GET, "/api/v1/findings/kinds", READERS, context -> Answers.json(context, 200, FindingJson.kinds()));
        api.allow(GET, "/api/v1/findings/:id", READERS, this::one);
        api.allow(
                POST,
                "/api/v1/findings/:id/answers",
                ACCOUNTABLE,
                context -> say(context, "text", (id, text) -> answerFinding.answer(Answers.actor(context), id, text)));
        api.allow(
                POST,
                "/api/v1/findings/:id/return",
                SUPERVISORS,
                context ->
                        say(context, "reason", (id, text) -> answerFinding.sendBack(Answers.actor(context), id, text)));
        api.allow(POST, "/api/v1/findings/:id/close", SUPERVISORS, this::close);
    }

    private void list(RoutingContext context) {
        try {
            Parameters.only(context, "kind", "state", "unit", "grid", "event", "from", "to", "before", "limit");
            int limit = Parameters.wholeNumber(context, "limit", 1, PAGE_MAX).orElse(PAGE_DEFAULT);
            Query query = new Query(
                    Answers.actor(context),
                    Parameters.text(context, "kind").map(FindingRoutes::kind),
                    Parameters.text(context, "state").map(text -> FindingState.ofText(text)
                            .orElseThrow(() ->
                                    Parameters.invalid("state", "\"" + text + "\" is none of OPEN, ANSWERED, CLOSED"))),
                    Parameters.text(context, "unit"),
                    Parameters.text(context, "grid"),
                    Parameters.text(context, "event").map(text -> EventNumber.parse(text)
                            .orElseThrow(() ->
                                    Parameters.invalid("event", "\"" + text + "\" is not the number of an event"))),
                    Parameters.time(context, "from"),
                    Parameters.time(context, "to"),
                    Parameters.wholeNumber(context, "before", 1, Integer.MAX_VALUE)
                            .map(Integer::longValue),
                    limit);
            readFindings
                    .list(query)
                    .onSuccess(found -> Answers.json(context, 200, page(context, found, limit)))
                    .onFailure(failure -> Answers.failure(context, failure));
        } catch (RefusedException refused) {
            Answers.failure(context, refused);
        }
    }

    private static JsonObject page(RoutingContext context, List<Finding> found, int limit) {
        JsonArray findings = new JsonArray();
        found.forEach(finding -> findings.add(FindingJson.of(finding, Answers.actor(context))));
        JsonObject page = new JsonObject().put("findings", findings);
        if (found.size() == limit) {
            page.put(
                    "next",
                    Parameters.nextPage(
                            context,
                            "before",
                            Long.toString(found.get(limit - 1).id())));
        }
        return page;
    }

    private static FindingKind kind(String text) {
        return FindingKind.ofText(text)
                .orElseThrow(() -> Parameters.invalid(
                        "kind", "\"" + text + "\" is no kind of finding; the kinds are " + FindingKind.texts()));
    }

    private void figures(RoutingContext context) {
        try {
            Parameters.only(context, "grid", "from", "to");
            Span span = new Span(
                    Parameters.text(context, "grid"), Parameters.time(context, "from"), Parameters.time(context, "to"));
            readFindings
                    .figures(span)
                    .onSuccess(figures -> Answers.json(context, 200, FindingJson.of(figures)))
                    .onFailure(failure -> Answers.failure(context, failure));
        } catch (RefusedException refused) {
            Answers.failure(context, refused);
        }
    }

    private void one(RoutingContext context) {
        id(context).ifPresent(id -> answer(context, readFindings.one(Answers.actor(context), id)));
    }

    private void transfer(RoutingContext context) {
        Optional<JsonObject> body = Answers.object(context);
        if (body.isEmpty()) {
            return;
        }
        Fields fields = Fields.of(body.get());
        Optional<TransferFinding.Wish> wish = FindingWishJson.read(fields);
        if (wish.isEmpty()) {
            Answers.problem(context, Problem.ofFaults(fields.faults()));
            return;
        }
        transferFinding
                .byHand(Answers.actor(context), wish.get())
                .onSuccess(kept -> {
                    context.response()
                            .putHeader(
                                    "Location",
                                    "/api/v1/findings/" + kept.finding().id());
                    Answers.json(
                            context, kept.isNew() ? 201 : 200, FindingJson.of(kept.finding(), Answers.actor(context)));
                })
                .onFailure(failure -> Answers.failure(context, failure));
    }

    private void say(RoutingContext context, String field, BiFunction<Long, String, Future<Finding>> act) {
        OptionalLong id = id(context);
        Optional<JsonObject> body = id.isPresent() ? Answers.object(context) : Optional.empty();
        if (body.isEmpty()) {
            return;
        }
        Fields fields = Fields.of(body.get());
        Optional<String> text = fields.text(field, TEXT_LENGTH_MAX);
        fields.rejectUnknown();
        if (!fields.faults().isEmpty()) {
            Answers.problem(context, Problem.ofFaults(fields.faults()));
            return;
        }
        answer(context, act.apply(id.getAsLong(), text.orElseThrow()));
    }

    private void close(RoutingContext context) {
        OptionalLong id = id(context);
        Optional<JsonObject> body = id.isPresent() ? Answers.object(context) : Optional.empty();
        if (body.isEmpty()) {
            return;
        }
        Fields fields = Fields.of(body.get());
        Optional<String> word = fields.text("conclusion", 20);
        Optional<Conclusion> conclusion = word.flatMap(Conclusion::ofText);
        if (word.isPresent() && conclusion.isEmpty()) {
            fields.fault("conclusion", "\"" + word.get() + "\" is not known; right is confirmed or unfounded");
        }
        Optional<String> reason = fields.text("reason", TEXT_LENGTH_MAX);
        fields.rejectUnknown();
        if (!fields.faults().isEmpty()) {
            Answers.problem(context, Problem.ofFaults(fields.faults()));
            return;
        }
        answer(
                context,
                answerFinding.close(
                        Answers.actor(context), id.getAsLong(), conclusion.orElseThrow(), reason.orElseThrow()));
    }

    private static void answer(RoutingContext context, Future<Finding> finding) {
        finding.onSuccess(found -> Answers.json(context, 200, FindingJson.of(found, Answers.actor(context))))
                .onFailure(failure -> Answers.failure(context, failure));
    }

    private static OptionalLong id(RoutingContext context) {
        String text = context.pathParam("id");
        if (text.matches("[1-9][0-9]{0,17}")) {
            return OptionalLong.of(Long.parseLong(text));
        }
        Answers.failure(
                context,
                new RefusedException(Kind.NOT_FOUND, "\"" + text + "\" is not the id of a finding, which is a number"));
        return OptionalLong.empty();
    }
}
