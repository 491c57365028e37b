package io.hexdispatch.simulation.play;

import io.hexdispatch.access.Actor;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Reports of one source that are sent together, a line each (NDJSON), as systems do that look into their table now and then. */
final class Lot {
    private static final int REPORTS_MAX = 50;
    private static final long COLLECT_MILLIS = 150;
    private static final String NDJSON = "application/x-ndjson";

    private record Waiting(JsonObject report, Promise<Answer> answer) {}

    private final Vertx vertx;
    private final Caller caller;
    private final Actor source;
    private final String path;
    private List<Waiting> collected = new ArrayList<>();

    Lot(Vertx vertx, Caller caller, Actor source, String path) {
        this.vertx = vertx;
        this.caller = caller;
        this.source = source;
        this.path = path;
    }

    /** What became of the report: its own status and JSON, as if it had been sent alone. */
    Future<Answer> add(JsonObject report) {
        Waiting waiting = new Waiting(report, Promise.promise());
        collected.add(waiting);
        if (collected.size() == 1) {
            vertx.timer(COLLECT_MILLIS, TimeUnit.MILLISECONDS).onSuccess(now -> send());
        } else if (collected.size() == REPORTS_MAX) {
            send();
        }
        return waiting.answer().future();
    }

    private void send() {
        List<Waiting> lot = collected;
        collected = new ArrayList<>();
        if (lot.isEmpty()) {
            return;
        }
        Buffer lines = Buffer.buffer();
        lot.forEach(waiting -> lines.appendString(waiting.report().encode()).appendString("\n"));
        caller.send(HttpMethod.POST, source, path, NDJSON, lines)
                .map(answer -> Caller.taken("POST " + path, answer))
                .onSuccess(answer -> {
                    JsonArray results = answer.json().getJsonArray("results");
                    for (int i = 0; i < lot.size(); i++) {
                        JsonObject result = results.getJsonObject(i);
                        JsonObject body = result.getJsonObject("event", result.getJsonObject("problem"));
                        lot.get(i)
                                .answer()
                                .complete(new Answer(
                                        result.getInteger("status"), body.toBuffer(), java.util.Optional.empty()));
                    }
                })
                .onFailure(failure -> lot.forEach(waiting -> waiting.answer().tryFail(failure)));
    }
}
