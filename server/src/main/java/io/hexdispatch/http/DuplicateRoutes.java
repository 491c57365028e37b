package io.hexdispatch.http;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.hexdispatch.access.Role;
import io.hexdispatch.duplicate.Proposal;
import io.hexdispatch.flow.DecideDuplicates;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.wire.DuplicateJson;
import io.hexdispatch.wire.Fields;
import io.hexdispatch.wire.Problem;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Duplicates over HTTP: listed, merged, dismissed. */
public final class DuplicateRoutes {
    private static final String PATH = "/api/v1/duplicates";
    private static final int PAGE_DEFAULT = 50;
    private static final int PAGE_MAX = 500;
    private static final int REASON_LENGTH_MAX = 1_000;
    private static final Set<Role> DIRECTORS = EnumSet.of(Role.CENTRE, Role.ADMIN);

    private final DecideDuplicates decideDuplicates;

    public DuplicateRoutes(DecideDuplicates decideDuplicates) {
        this.decideDuplicates = decideDuplicates;
    }

    public void mount(HttpApi api) {
        api.allow(GET, PATH, EnumSet.of(Role.CENTRE, Role.SUPERVISOR, Role.ADMIN), this::list);
        api.allow(POST, PATH + "/:id/merge", DIRECTORS, this::merge);
        api.allow(POST, PATH + "/:id/dismiss", DIRECTORS, this::dismiss);
    }

    private void list(RoutingContext context) {
        Proposal.State state;
        Optional<Long> before;
        int limit;
        try {
            state = Parameters.text(context, "state")
                    .map(DuplicateRoutes::state)
                    .orElse(Proposal.State.PROPOSED);
            before = Parameters.wholeNumber(context, "before", 1, Integer.MAX_VALUE)
                    .map(Integer::longValue);
            limit = Parameters.wholeNumber(context, "limit", 1, PAGE_MAX).orElse(PAGE_DEFAULT);
        } catch (RefusedException refused) {
            Answers.failure(context, refused);
            return;
        }
        decideDuplicates
                .list(Answers.actor(context), state, before, limit)
                .onSuccess(found -> Answers.json(context, 200, page(found, state, limit)))
                .onFailure(failure -> Answers.failure(context, failure));
    }

    private static JsonObject page(List<Proposal> found, Proposal.State state, int limit) {
        JsonArray duplicates = new JsonArray();
        found.forEach(proposal -> duplicates.add(DuplicateJson.of(proposal)));
        JsonObject page = new JsonObject().put("duplicates", duplicates);
        if (found.size() == limit) {
            page.put(
                    "next",
                    PATH + "?state=" + state + "&limit=" + limit + "&before="
                            + found.get(found.size() - 1).id());
        }
        return page;
    }

    private static Proposal.State state(String text) {
        return Arrays.stream(Proposal.State.values())
                .filter(state -> state.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> Parameters.invalid(
                        "state", "\"" + text + "\" is none of " + Arrays.toString(Proposal.State.values())));
    }

    private void merge(RoutingContext context) {
        id(context).ifPresent(id -> fields(context).ifPresent(fields -> {
            Optional<String> reason = fields.optionalText("reason", REASON_LENGTH_MAX);
            answer(context, fields, () -> decideDuplicates.merge(Answers.actor(context), id, reason));
        }));
    }

    private void dismiss(RoutingContext context) {
        id(context).ifPresent(id -> fields(context).ifPresent(fields -> {
            Optional<String> reason = fields.text("reason", REASON_LENGTH_MAX);
            answer(context, fields, () -> decideDuplicates.dismiss(Answers.actor(context), id, reason.orElseThrow()));
        }));
    }

    private static Optional<Fields> fields(RoutingContext context) {
        return context.body().length() > 0
                ? Answers.object(context).map(Fields::of)
                : Optional.of(Fields.of(new JsonObject()));
    }

    private static void answer(
            RoutingContext context, Fields fields, java.util.function.Supplier<Future<Proposal>> decision) {
        fields.rejectUnknown();
        if (!fields.faults().isEmpty()) {
            Answers.problem(context, Problem.ofFaults(fields.faults()));
            return;
        }
        decision.get()
                .onSuccess(proposal -> Answers.json(context, 200, DuplicateJson.of(proposal)))
                .onFailure(failure -> Answers.failure(context, failure));
    }

    private static Optional<Long> id(RoutingContext context) {
        String text = context.pathParam("id");
        if (text.matches("[1-9][0-9]{0,17}")) {
            return Optional.of(Long.parseLong(text));
        }
        Answers.failure(
                context,
                new RefusedException(
                        Kind.NOT_FOUND, "\"" + text + "\" is not the id of a duplicate, which is a number"));
        return Optional.empty();
    }
}
