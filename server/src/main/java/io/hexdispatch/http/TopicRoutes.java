package io.hexdispatch.http;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.hexdispatch.access.Role;
import io.hexdispatch.category.Categories;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.flow.FindHotSpots;
import io.hexdispatch.flow.MakeTopics;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.flow.Topics;
import io.hexdispatch.flow.WorkTopics;
import io.hexdispatch.grid.index.HexCells;
import io.hexdispatch.hotspot.TopicAction;
import io.hexdispatch.hotspot.TopicStatus;
import io.hexdispatch.wire.CaseFileJson;
import io.hexdispatch.wire.Fields;
import io.hexdispatch.wire.Problem;
import io.hexdispatch.wire.TopicJson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Topics over HTTP: proposed, looked at, and led through their life. */
public final class TopicRoutes {
    private static final int PAGE_DEFAULT = 50;
    private static final int PAGE_MAX = 500;
    /** All that are significant, as far as that many can be. */
    private static final int PROPOSAL_CELLS_MAX = 5_000;

    private static final Set<Role> READERS = EnumSet.of(Role.CENTRE, Role.SUPERVISOR, Role.ADMIN);
    private static final Set<Role> WORKERS = EnumSet.of(Role.CENTRE, Role.ADMIN);
    private static final Set<String> PROPOSAL_PARAMETERS =
            Set.of("category", "categoryKind", "grid", "from", "to", "weeks", "resolution", "usual", "q");

    private final MakeTopics makeTopics;
    private final WorkTopics workTopics;
    private final TopicJson topicJson;
    private final CaseFileJson caseFileJson;
    private final Categories categories;
    private final Clock clock;

    public TopicRoutes(
            MakeTopics makeTopics,
            WorkTopics workTopics,
            TopicJson topicJson,
            CaseFileJson caseFileJson,
            Categories categories,
            Clock clock) {
        this.makeTopics = makeTopics;
        this.workTopics = workTopics;
        this.topicJson = topicJson;
        this.caseFileJson = caseFileJson;
        this.categories = categories;
        this.clock = clock;
    }

    public void mount(HttpApi api) {
        api.allow(GET, "/api/v1/topics", READERS, this::list);
        api.allow(POST, "/api/v1/topics", WORKERS, this::make);
        api.allow(POST, "/api/v1/topics/proposals", WORKERS, this::propose);
        api.allow(GET, "/api/v1/topics/:id", READERS, this::one);
        api.allow(GET, "/api/v1/topics/:id/events", READERS, this::events);
        for (TopicAction action : TopicAction.values()) {
            api.allow(POST, "/api/v1/topics/:id/" + action.text(), WORKERS, context -> act(context, action));
        }
    }

    private void list(RoutingContext context) {
        try {
            Optional<TopicStatus> status = Parameters.text(context, "status")
                    .map(text -> Arrays.stream(TopicStatus.values())
                            .filter(value -> value.name().equals(text.toUpperCase(Locale.ROOT)))
                            .findFirst()
                            .orElseThrow(() -> Parameters.invalid(
                                    "status", "\"" + text + "\" is none of " + List.of(TopicStatus.values()))));
            Optional<Long> before = Parameters.text(context, "before").map(text -> id(text).orElseThrow(
                            () -> Parameters.invalid("before", "\"" + text + "\" is not the id of a topic")));
            int limit = Parameters.wholeNumber(context, "limit", 1, PAGE_MAX).orElse(PAGE_DEFAULT);
            workTopics
                    .list(new Topics.Query(Answers.actor(context), status, before, limit))
                    .onSuccess(found -> {
                        JsonArray list = new JsonArray();
                        found.forEach(topic -> list.add(topicJson.of(topic)));
                        JsonObject page = new JsonObject().put("topics", list);
                        if (found.size() == limit) {
                            page.put(
                                    "next",
                                    "/api/v1/topics?limit=" + limit
                                            + status.map(value -> "&status=" + value)
                                                    .orElse("")
                                            + "&before=" + found.get(limit - 1).id());
                        }
                        Answers.json(context, 200, page);
                    })
                    .onFailure(failure -> Answers.failure(context, failure));
        } catch (RefusedException refused) {
            Answers.failure(context, refused);
        }
    }

    private void make(RoutingContext context) {
        Answers.object(context).ifPresent(body -> {
            Fields fields = Fields.of(body);
            Optional<MakeTopics.Wish> wish = topicJson.read(fields, clock.instant());
            if (wish.isEmpty()) {
                Answers.problem(context, Problem.ofFaults(fields.faults()));
                return;
            }
            makeTopics
                    .make(Answers.actor(context), wish.get())
                    .onSuccess(kept -> {
                        context.response()
                                .putHeader(
                                        "Location",
                                        "/api/v1/topics/" + kept.topic().id());
                        Answers.json(context, kept.isNew() ? 201 : 200, topicJson.of(kept.topic()));
                    })
                    .onFailure(failure -> Answers.failure(context, failure));
        });
    }

    /** By the same parameters as the hot spots, so that what was looked at is what is proposed. */
    private void propose(RoutingContext context) {
        try {
            AnalysisParameters parameters = new AnalysisParameters(context, categories, clock);
            parameters.only(PROPOSAL_PARAMETERS);
            FindHotSpots.Wish wish = parameters.hotSpots(PROPOSAL_CELLS_MAX);
            if (wish.category().isEmpty()) {
                throw Parameters.invalid("category", "is missing; a topic is about one category");
            }
            if (wish.resolution() > HexCells.RESOLUTION) {
                throw Parameters.invalid(
                        "resolution",
                        wish.resolution() + " is finer than the cells of topics; right is up to "
                                + HexCells.RESOLUTION);
            }
            makeTopics
                    .propose(Answers.actor(context), wish)
                    .onSuccess(proposed -> {
                        JsonArray list = new JsonArray();
                        proposed.proposals()
                                .forEach(kept ->
                                        list.add(topicJson.of(kept.topic()).put("new", kept.isNew())));
                        Answers.json(
                                context,
                                200,
                                new JsonObject()
                                        .put(
                                                "significant",
                                                proposed.found().spots().significant())
                                        .put("topics", list));
                    })
                    .onFailure(failure -> Answers.failure(context, failure));
        } catch (RefusedException refused) {
            Answers.failure(context, refused);
        }
    }

    private void one(RoutingContext context) {
        topic(context).ifPresent(id -> workTopics
                .view(Answers.actor(context), id)
                .onSuccess(view -> Answers.json(context, 200, topicJson.of(view)))
                .onFailure(failure -> Answers.failure(context, failure)));
    }

    private void events(RoutingContext context) {
        topic(context).ifPresent(id -> {
            try {
                Optional<EventNumber> before = Parameters.text(context, "before")
                        .map(text -> EventNumber.parse(text)
                                .orElseThrow(() -> Parameters.invalid(
                                        "before", "\"" + text + "\" is not the number of an event")));
                int limit =
                        Parameters.wholeNumber(context, "limit", 1, PAGE_MAX).orElse(PAGE_DEFAULT);
                workTopics
                        .events(Answers.actor(context), id, before, limit)
                        .onSuccess(found -> {
                            JsonArray list = new JsonArray();
                            found.forEach(caseFile -> list.add(caseFileJson.of(caseFile)));
                            JsonObject page = new JsonObject().put("events", list);
                            if (found.size() == limit) {
                                page.put(
                                        "next",
                                        "/api/v1/topics/" + id + "/events?limit=" + limit + "&before="
                                                + found.get(limit - 1).event().number());
                            }
                            Answers.json(context, 200, page);
                        })
                        .onFailure(failure -> Answers.failure(context, failure));
            } catch (RefusedException refused) {
                Answers.failure(context, refused);
            }
        });
    }

    private void act(RoutingContext context, TopicAction action) {
        Optional<Long> id = topic(context);
        if (id.isEmpty()) {
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
        TopicJson.ActionWish wish = TopicJson.read(action, fields);
        if (!fields.faults().isEmpty()) {
            Answers.problem(context, Problem.ofFaults(fields.faults()));
            return;
        }
        workTopics
                .act(Answers.actor(context), id.get(), action, wish.event(), wish.note())
                .onSuccess(topic -> Answers.json(context, 200, topicJson.of(topic)))
                .onFailure(failure -> Answers.failure(context, failure));
    }

    private static Optional<Long> topic(RoutingContext context) {
        Optional<Long> id = id(context.pathParam("id"));
        if (id.isEmpty()) {
            Answers.failure(
                    context,
                    new RefusedException(
                            Kind.NOT_FOUND,
                            "\"" + context.pathParam("id") + "\" is not the id of a topic, such as 42"));
        }
        return id;
    }

    private static Optional<Long> id(String text) {
        return text.matches("[1-9][0-9]{0,17}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }
}
