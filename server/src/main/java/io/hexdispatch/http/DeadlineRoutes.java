package io.hexdispatch.http;

import static io.vertx.core.http.HttpMethod.GET;

import io.hexdispatch.access.Role;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.flow.Deadlines.Query;
import io.hexdispatch.flow.Deadlines.Standing;
import io.hexdispatch.flow.ReadDeadlines;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.wire.DeadlineJson;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** Deadlines: those of one event, and those that are open, the most pressing first. */
public final class DeadlineRoutes {
    private static final int LIMIT_MAX = 500;
    private static final int LIMIT_DEFAULT = 50;

    private final ReadDeadlines readDeadlines;
    private final Clock clock;

    public DeadlineRoutes(ReadDeadlines readDeadlines, Clock clock) {
        this.readDeadlines = readDeadlines;
        this.clock = clock;
    }

    public void mount(HttpApi api) {
        api.allow(GET, "/api/v1/events/:number/deadlines", HttpApi.allBut(Role.GIS), this::ofEvent);
        api.allow(GET, "/api/v1/deadlines", HttpApi.allBut(Role.GIS, Role.SOURCE), this::list);
    }

    private void ofEvent(RoutingContext context) {
        String text = context.pathParam("number");
        Optional<EventNumber> number = EventNumber.parse(text);
        if (number.isEmpty()) {
            Answers.failure(
                    context,
                    new RefusedException(
                            RefusedException.Kind.NOT_FOUND, "there is no event " + text + " that you may see"));
            return;
        }
        answer(context, readDeadlines.of(Answers.actor(context), number.get()));
    }

    private void list(RoutingContext context) {
        try {
            boolean overdue = Parameters.text(context, "overdue")
                    .map(text -> switch (text) {
                        case "true" -> true;
                        case "false" -> false;
                        default -> throw Parameters.invalid("overdue", "\"" + text + "\" is neither true nor false");
                    })
                    .orElse(false);
            answer(
                    context,
                    readDeadlines.list(new Query(
                            Answers.actor(context),
                            overdue ? Optional.of(clock.instant()) : Optional.empty(),
                            Parameters.text(context, "dueFrom").map(DeadlineRoutes::time),
                            Parameters.wholeNumber(context, "limit", 1, LIMIT_MAX)
                                    .orElse(LIMIT_DEFAULT))));
        } catch (RefusedException refused) {
            Answers.failure(context, refused);
        }
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException noTime) {
            throw Parameters.invalid(
                    "dueFrom", "\"" + text + "\" is no time; write such as 2026-03-01T00:00:00Z, with a + as %2B");
        }
    }

    private void answer(RoutingContext context, Future<List<Standing>> found) {
        found.onSuccess(standings -> {
                    JsonArray deadlines = new JsonArray();
                    Instant now = clock.instant();
                    standings.forEach(standing -> deadlines.add(DeadlineJson.of(standing, now)));
                    Answers.json(context, 200, new JsonObject().put("deadlines", deadlines));
                })
                .onFailure(failure -> Answers.failure(context, failure));
    }
}
