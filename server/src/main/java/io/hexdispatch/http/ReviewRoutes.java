package io.hexdispatch.http;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.hexdispatch.access.Role;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.flow.ReviewEvents;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.review.ReviewList;
import io.hexdispatch.review.Sample;
import io.hexdispatch.wire.CaseFileJson;
import io.hexdispatch.wire.Fields;
import io.hexdispatch.wire.Problem;
import io.hexdispatch.wire.ReviewJson;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Reviews over HTTP: the lists of events to look at once more, and random samples of all. */
public final class ReviewRoutes {
    private static final String PATH = "/api/v1/review/";
    private static final String SAMPLES = PATH + "samples";
    private static final int PAGE_DEFAULT = 50;
    private static final int PAGE_MAX = 500;
    private static final Set<Role> REVIEWERS = EnumSet.of(Role.CENTRE, Role.SUPERVISOR, Role.ADMIN);

    private final ReviewEvents reviewEvents;
    private final CaseFileJson caseFileJson;
    private final Supplier<String> seeds;
    private final Clock clock;

    /** @param seeds gives one that nobody could foresee */
    public ReviewRoutes(ReviewEvents reviewEvents, CaseFileJson caseFileJson, Supplier<String> seeds, Clock clock) {
        this.reviewEvents = reviewEvents;
        this.caseFileJson = caseFileJson;
        this.seeds = seeds;
        this.clock = clock;
    }

    public void mount(HttpApi api) {
        for (ReviewList list : ReviewList.values()) {
            api.allow(GET, PATH + list.text(), REVIEWERS, context -> list(context, list));
        }
        api.allow(POST, SAMPLES, REVIEWERS, this::draw);
        api.allow(GET, SAMPLES, REVIEWERS, this::samples);
        api.allow(GET, SAMPLES + "/:id", REVIEWERS, this::sample);
        api.allow(POST, SAMPLES + "/:id/items/:number", REVIEWERS, this::find);
    }

    private void list(RoutingContext context, ReviewList list) {
        answer(context, () -> {
            Optional<String> area = Parameters.text(context, "area");
            Optional<EventNumber> before = Parameters.text(context, "before").map(text -> EventNumber.parse(text)
                    .orElseThrow(() -> Parameters.invalid("before", "\"" + text + "\" is not the number of an event")));
            int limit = limit(context);
            return reviewEvents
                    .list(Answers.actor(context), list, area, before, limit)
                    .map(found -> page(list, area, limit, found));
        });
    }

    private JsonObject page(ReviewList list, Optional<String> area, int limit, List<CaseFile> found) {
        JsonArray events = new JsonArray();
        found.forEach(caseFile -> events.add(caseFileJson.of(caseFile)));
        JsonObject page = new JsonObject().put("events", events);
        if (found.size() == limit) {
            page.put(
                    "next",
                    PATH + list.text() + "?limit=" + limit
                            + area.map(code -> "&area=" + Parameters.encoded(code))
                                    .orElse("")
                            + "&before=" + found.get(limit - 1).event().number());
        }
        return page;
    }

    private void draw(RoutingContext context) {
        Optional<Fields> fields = fields(context);
        if (fields.isEmpty()) {
            return;
        }
        Optional<Sample.Frame> frame = ReviewJson.frame(fields.get(), ReviewEvents.SIZE_MAX, clock.instant(), seeds);
        if (frame.isEmpty()) {
            Answers.problem(context, Problem.ofFaults(fields.get().faults()));
            return;
        }
        answer(
                context,
                () -> reviewEvents.draw(Answers.actor(context), frame.get()).compose(this::withItems));
    }

    private void samples(RoutingContext context) {
        answer(context, () -> {
            int limit = limit(context);
            Optional<Long> before = Parameters.wholeNumber(context, "before", 1, Integer.MAX_VALUE)
                    .map(Integer::longValue);
            return reviewEvents.samples(Answers.actor(context), before, limit).map(found -> {
                JsonArray samples = new JsonArray();
                found.forEach(sample -> samples.add(ReviewJson.of(sample)));
                JsonObject page = new JsonObject().put("samples", samples);
                if (found.size() == limit) {
                    page.put(
                            "next",
                            SAMPLES + "?limit=" + limit + "&before="
                                    + found.get(limit - 1).id());
                }
                return page;
            });
        });
    }

    private void sample(RoutingContext context) {
        answer(
                context,
                () -> reviewEvents.sample(Answers.actor(context), id(context)).compose(this::withItems));
    }

    private Future<JsonObject> withItems(Sample sample) {
        return reviewEvents.items(sample.id()).map(items -> ReviewJson.of(sample, items));
    }

    private void find(RoutingContext context) {
        Optional<Fields> fields = fields(context);
        if (fields.isEmpty()) {
            return;
        }
        Optional<ReviewJson.Found> found = ReviewJson.found(fields.get());
        if (found.isEmpty()) {
            Answers.problem(context, Problem.ofFaults(fields.get().faults()));
            return;
        }
        answer(context, () -> {
            String number = context.pathParam("number");
            return reviewEvents
                    .find(
                            Answers.actor(context),
                            id(context),
                            EventNumber.parse(number)
                                    .orElseThrow(() -> new RefusedException(
                                            Kind.NOT_FOUND, "\"" + number + "\" is not the number of an event")),
                            found.get().finding(),
                            found.get().note())
                    .map(ReviewJson::of);
        });
    }

    private static Optional<Fields> fields(RoutingContext context) {
        return context.body().length() > 0
                ? Answers.object(context).map(Fields::of)
                : Optional.of(Fields.of(new JsonObject()));
    }

    private static int limit(RoutingContext context) {
        return Parameters.wholeNumber(context, "limit", 1, PAGE_MAX).orElse(PAGE_DEFAULT);
    }

    private static long id(RoutingContext context) {
        String text = context.pathParam("id");
        if (!text.matches("[1-9][0-9]{0,17}")) {
            throw new RefusedException(Kind.NOT_FOUND, "\"" + text + "\" is not the id of a sample, which is a number");
        }
        return Long.parseLong(text);
    }

    private static void answer(RoutingContext context, Supplier<Future<JsonObject>> work) {
        Future<JsonObject> answer;
        try {
            answer = work.get();
        } catch (RefusedException refused) {
            answer = Future.failedFuture(refused);
        }
        answer.onSuccess(body -> Answers.json(context, 200, body))
                .onFailure(failure -> Answers.failure(context, failure));
    }
}
