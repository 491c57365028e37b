package io.hexdispatch.http;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.diversion.Matter;
import io.hexdispatch.flow.Diversions;
import io.hexdispatch.flow.DivertPoliceItem;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.wire.CaseFileJson;
import io.hexdispatch.wire.DiversionJson;
import io.hexdispatch.wire.Fields;
import io.hexdispatch.wire.Problem;
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

/** The police line over HTTP: items diverted, looked up, and counted. */
public final class DiversionRoutes {
    private static final int PAGE_DEFAULT = 50;
    private static final int PAGE_MAX = 500;
    private static final int NUMBER_LENGTH_MAX = 128;
    private static final Set<Role> READERS = EnumSet.of(Role.SOURCE, Role.CENTRE, Role.SUPERVISOR, Role.ADMIN);

    private final DivertPoliceItem divertPoliceItem;
    private final Diversions diversions;
    private final DiversionJson diversionJson;
    private final CaseFileJson caseFileJson;
    private final Clock clock;

    public DiversionRoutes(
            DivertPoliceItem divertPoliceItem,
            Diversions diversions,
            DiversionJson diversionJson,
            CaseFileJson caseFileJson,
            Clock clock) {
        this.divertPoliceItem = divertPoliceItem;
        this.diversions = diversions;
        this.diversionJson = diversionJson;
        this.caseFileJson = caseFileJson;
        this.clock = clock;
    }

    public void mount(HttpApi api) {
        api.allow(POST, "/api/v1/diversions", ReportRoutes.REPORTERS, this::divert);
        api.allow(GET, "/api/v1/diversions", READERS, this::list);
        api.allow(GET, "/api/v1/diversions/figures", READERS, this::figures);
    }

    private void divert(RoutingContext context) {
        Optional<JsonObject> body = Answers.object(context);
        if (body.isEmpty()) {
            return;
        }
        Actor actor = Answers.actor(context);
        List<Fields.Fault> faults = new ArrayList<>();
        Optional<DiversionJson.Item> item = diversionJson.read(body.get(), actor.id(), faults, clock.instant());
        if (item.isEmpty()) {
            Answers.problem(context, Problem.ofFaults(faults));
            return;
        }
        divertPoliceItem
                .divert(actor, item.get().matter(), item.get().report())
                .onSuccess(outcome -> {
                    context.response()
                            .putHeader(
                                    "Location",
                                    "/api/v1/events/" + outcome.diversion().event());
                    Answers.json(
                            context,
                            outcome.filed().isNew() ? 201 : 200,
                            DiversionJson.of(outcome.diversion()).put("case", caseFileJson.of(outcome.filed())));
                })
                .onFailure(failure -> Answers.failure(context, failure));
    }

    private void list(RoutingContext context) {
        try {
            Optional<Matter> matter = Parameters.text(context, "matter").map(text -> Matter.ofText(text)
                    .orElseThrow(() -> Parameters.invalid(
                            "matter", "\"" + text + "\" is not known; right is one of " + Matter.texts())));
            Optional<String> number = Parameters.text(context, "policeNumber");
            if (number.isPresent() && (number.get().length() > NUMBER_LENGTH_MAX)) {
                throw Parameters.invalid("policeNumber", "is no number of an item");
            }
            diversions
                    .list(
                            Answers.actor(context),
                            number,
                            matter,
                            Parameters.wholeNumber(context, "limit", 1, PAGE_MAX)
                                    .orElse(PAGE_DEFAULT))
                    .onSuccess(found -> {
                        JsonArray list = new JsonArray();
                        found.forEach(diversion -> list.add(DiversionJson.of(diversion)));
                        Answers.json(context, 200, new JsonObject().put("diversions", list));
                    })
                    .onFailure(failure -> Answers.failure(context, failure));
        } catch (RefusedException refused) {
            Answers.failure(context, refused);
        }
    }

    private void figures(RoutingContext context) {
        try {
            Instant from = Parameters.time(context, "from").orElse(Instant.EPOCH);
            Instant to = Parameters.time(context, "to").orElse(clock.instant());
            diversions
                    .figures(Answers.actor(context), from, to)
                    .onSuccess(figures -> Answers.json(
                            context,
                            200,
                            new JsonObject()
                                    .put("from", from.toString())
                                    .put("to", to.toString())
                                    .mergeIn(DiversionJson.of(figures))))
                    .onFailure(failure -> Answers.failure(context, failure));
        } catch (RefusedException refused) {
            Answers.failure(context, refused);
        }
    }
}
