package io.hexdispatch.http;

import static io.vertx.core.http.HttpMethod.GET;

import io.hexdispatch.flow.ReadRollCalls;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.flow.RollCalls.Line;
import io.hexdispatch.flow.RollCalls.Part;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.rollcall.RollCallId;
import io.hexdispatch.wire.RollCallCsv;
import io.hexdispatch.wire.RollCallJson;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who was called and what became of it, by name: in pages as JSON, or all of it as CSV. */
public final class RollCallRecords {
    private static final Logger LOG = LoggerFactory.getLogger(RollCallRecords.class);
    private static final int PAGE_DEFAULT = 100;
    private static final int PAGE_MAX = 1_000;

    private final ReadRollCalls readRollCalls;

    public RollCallRecords(ReadRollCalls readRollCalls) {
        this.readRollCalls = readRollCalls;
    }

    public void mount(HttpApi api) {
        api.allow(GET, RollCallRoutes.ROOT + "/:id/recipients", RollCallRoutes.WATCHERS, this::page);
        api.allow(GET, RollCallRoutes.ROOT + "/:id/recipients.csv", RollCallRoutes.WATCHERS, this::csv);
    }

    /** Which of them are wanted. */
    private record Wish(Part part, Optional<GridCode> grid) {
        static Wish of(RoutingContext context) {
            Part part = Parameters.text(context, "state")
                    .map(text -> {
                        for (Part known : Part.values()) {
                            if (known.name().toLowerCase(Locale.ROOT).equals(text)) {
                                return known;
                            }
                        }
                        throw Parameters.invalid(
                                "state",
                                "\"" + text + "\" is not known; right is one of all, silent, answered, late, delivered,"
                                        + " undelivered");
                    })
                    .orElse(Part.ALL);
            Optional<GridCode> grid = Parameters.text(context, "grid").map(code -> {
                if (!GridCode.isValid(code)) {
                    throw Parameters.invalid("grid", "\"" + code + "\" is not the code of a grid");
                }
                return new GridCode(code);
            });
            return new Wish(part, grid);
        }
    }

    private void page(RoutingContext context) {
        try {
            Wish wish = Wish.of(context);
            int after = Parameters.wholeNumber(context, "after", 0, Integer.MAX_VALUE)
                    .orElse(0);
            int limit = Parameters.wholeNumber(context, "limit", 1, PAGE_MAX).orElse(PAGE_DEFAULT);
            RollCallRoutes.withId(
                            context,
                            id -> readRollCalls.lines(
                                    Answers.actor(context), id, wish.part(), wish.grid(), after, limit))
                    .onSuccess(lines -> {
                        JsonArray list = new JsonArray();
                        lines.forEach(line -> list.add(RollCallJson.of(line)));
                        JsonObject json = new JsonObject().put("recipients", list);
                        if (lines.size() == limit) {
                            json.put("next", lines.get(limit - 1).ordinal());
                        }
                        Answers.json(context, 200, json);
                    })
                    .onFailure(failure -> Answers.failure(context, failure));
        } catch (RefusedException refused) {
            Answers.failure(context, refused);
        }
    }

    private void csv(RoutingContext context) {
        try {
            Wish wish = Wish.of(context);
            RollCallRoutes.withId(context, id -> lines(context, id, wish, 0).map(first -> {
                        HttpServerResponse response = context.response()
                                .setChunked(true)
                                .putHeader(HttpHeaders.CONTENT_TYPE, "text/csv; charset=utf-8; header=present")
                                .putHeader("Content-Disposition", "attachment; filename=\"" + id + ".csv\"");
                        // Whoever stops reading half-way ends it for himself alone.
                        response.write(RollCallCsv.head())
                                .compose(done -> write(context, id, wish, first))
                                .onFailure(failure -> {
                                    LOG.atDebug().setCause(failure).log("record not read to its end");
                                    response.reset();
                                });
                        return null;
                    }))
                    .onFailure(failure -> Answers.failure(context, failure));
        } catch (RefusedException refused) {
            Answers.failure(context, refused);
        }
    }

    private Future<List<Line>> lines(RoutingContext context, RollCallId id, Wish wish, int after) {
        return readRollCalls.lines(Answers.actor(context), id, wish.part(), wish.grid(), after, PAGE_MAX);
    }

    private Future<Void> write(RoutingContext context, RollCallId id, Wish wish, List<Line> page) {
        StringBuilder text = new StringBuilder();
        page.forEach(line -> text.append(RollCallCsv.of(line)));
        if (page.size() < PAGE_MAX) {
            return context.response().end(text.toString());
        }
        return context.response()
                .write(text.toString())
                .compose(written ->
                        lines(context, id, wish, page.get(PAGE_MAX - 1).ordinal()))
                .compose(next -> write(context, id, wish, next));
    }
}
