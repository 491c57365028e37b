package io.hexdispatch.http;

import static io.vertx.core.http.HttpMethod.GET;

import io.hexdispatch.access.Role;
import io.hexdispatch.category.Categories;
import io.hexdispatch.flow.FindHotSpots;
import io.hexdispatch.flow.FindRepeatedPlaces;
import io.hexdispatch.flow.ReadTrends;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.wire.HotSpotJson;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/** Where, of what and when there is more than usual, over HTTP. */
public final class HotSpotRoutes {
    private static final int CELLS_DEFAULT = 500;
    private static final int CELLS_MAX = 5_000;
    private static final int PLACES_DEFAULT = 50;
    private static final int PLACES_MAX = 500;
    private static final int METRES_DEFAULT = 50;
    private static final int LEAST_DEFAULT = 3;
    private static final int LEAST_MAX = 10_000;
    private static final Set<Role> READERS = EnumSet.of(Role.CENTRE, Role.SUPERVISOR, Role.ADMIN);

    /** The parameters that all three have. */
    private static final Set<String> TREND_PARAMETERS = Set.of("category", "categoryKind", "grid", "from", "to");

    private static final Set<String> PLACE_PARAMETERS =
            Set.of("category", "categoryKind", "grid", "from", "to", "metres", "least", "limit");
    private static final Set<String> SPOT_PARAMETERS = Set.of(
            "category", "categoryKind", "grid", "from", "to", "weeks", "resolution", "usual", "q", "limit", "format");

    private final FindHotSpots findHotSpots;
    private final FindRepeatedPlaces findRepeatedPlaces;
    private final ReadTrends readTrends;
    private final HotSpotJson json;
    private final Categories categories;
    private final Clock clock;

    public HotSpotRoutes(
            FindHotSpots findHotSpots,
            FindRepeatedPlaces findRepeatedPlaces,
            ReadTrends readTrends,
            HotSpotJson json,
            Categories categories,
            Clock clock) {
        this.findHotSpots = findHotSpots;
        this.findRepeatedPlaces = findRepeatedPlaces;
        this.readTrends = readTrends;
        this.json = json;
        this.categories = categories;
        this.clock = clock;
    }

    public void mount(HttpApi api) {
        api.allow(GET, "/api/v1/hot-spots", READERS, context -> answer(context, () -> hotSpots(context)));
        api.allow(GET, "/api/v1/repeated-places", READERS, context -> answer(context, () -> repeatedPlaces(context)));
        api.allow(GET, "/api/v1/trends", READERS, context -> answer(context, () -> trends(context)));
    }

    private Future<Buffer> hotSpots(RoutingContext context) {
        AnalysisParameters parameters = new AnalysisParameters(context, categories, clock);
        parameters.only(SPOT_PARAMETERS);
        boolean asShapes = Parameters.text(context, "format")
                .map(format -> switch (format) {
                    case "json" -> false;
                    case "geojson" -> true;
                    default ->
                        throw Parameters.invalid("format", "\"" + format + "\" is not known; right is json or geojson");
                })
                .orElse(false);
        FindHotSpots.Wish wish = parameters.hotSpots(
                Parameters.wholeNumber(context, "limit", 1, CELLS_MAX).orElse(CELLS_DEFAULT));
        return findHotSpots.find(Answers.actor(context), wish).compose(found -> {
            if (asShapes) {
                context.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/geo+json");
            }
            return written(context, () -> asShapes ? HotSpotJson.shapes(wish, found) : HotSpotJson.of(wish, found));
        });
    }

    private Future<Buffer> repeatedPlaces(RoutingContext context) {
        AnalysisParameters parameters = new AnalysisParameters(context, categories, clock);
        parameters.only(PLACE_PARAMETERS);
        FindRepeatedPlaces.Wish wish = new FindRepeatedPlaces.Wish(
                parameters.category(),
                parameters.grid(),
                parameters.period(Duration.ofDays(30)),
                Parameters.wholeNumber(context, "metres", 1, FindRepeatedPlaces.METRES_MAX)
                        .orElse(METRES_DEFAULT),
                Parameters.wholeNumber(context, "least", 2, LEAST_MAX).orElse(LEAST_DEFAULT),
                Parameters.wholeNumber(context, "limit", 1, PLACES_MAX).orElse(PLACES_DEFAULT));
        return findRepeatedPlaces
                .find(Answers.actor(context), wish)
                .compose(found -> written(context, () -> json.of(wish, found)));
    }

    private Future<Buffer> trends(RoutingContext context) {
        AnalysisParameters parameters = new AnalysisParameters(context, categories, clock);
        parameters.only(TREND_PARAMETERS);
        ReadTrends.Wish wish =
                new ReadTrends.Wish(parameters.category(), parameters.grid(), parameters.period(Duration.ofDays(7)));
        return readTrends
                .of(Answers.actor(context), wish)
                .compose(trends -> written(context, () -> json.of(wish, trends)));
    }

    /** Thousands of hexagons take some milliseconds to draw and write. */
    private static Future<Buffer> written(RoutingContext context, Supplier<JsonObject> answer) {
        return context.vertx().executeBlocking(() -> answer.get().toBuffer(), false);
    }

    private static void answer(RoutingContext context, Supplier<Future<Buffer>> question) {
        Future<Buffer> answer;
        try {
            answer = question.get();
        } catch (RefusedException refused) {
            answer = Future.failedFuture(refused);
        }
        answer.onSuccess(body -> {
                    if (context.response().headers().contains(HttpHeaders.CONTENT_TYPE)) {
                        context.response().end(body);
                    } else {
                        Answers.json(context, 200, body);
                    }
                })
                .onFailure(failure -> Answers.failure(context, failure));
    }
}
