package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A thousand events at once, and few who can go. */
@ExtendWith(RunningServer.Shared.class)
final class ResponderLimitsIT {
    private static final double LONGITUDE = 113.02;
    private static final double LATITUDE = 34.75;
    private static final int EVENTS = 250;

    @Test
    void nobodyGetsMoreOrdersThanHeTakesWhenAThousandEventsComeAtOnce(RunningServer city) {
        String source = city.token(Role.SOURCE, "limits");
        String unit = lead(city.post("/api/v1/events", source, report()).json()).getString("unit");
        Map<String, Integer> limits = new HashMap<>();
        for (int i = 1; i <= 5; i++) {
            String responder = RunningServer.unique("limited");
            limits.put(responder, 20 * i);
            city.putResponder(responder, unit, LONGITUDE + 0.0001 * i, LATITUDE, 20 * i);
        }

        // Four lots, each on a connection of its own.
        List<CompletableFuture<JsonObject>> lots = IntStream.range(0, 4)
                .mapToObj(lot -> CompletableFuture.supplyAsync(() -> city.post(
                                "/api/v1/events",
                                source,
                                "application/json",
                                reports().encode())
                        .json()))
                .toList();

        Map<String, Integer> held = new HashMap<>();
        for (CompletableFuture<JsonObject> lot : lots) {
            JsonObject answer = lot.join();
            assertThat(answer.getInteger("filed")).isEqualTo(EVENTS);
            for (Object result : answer.getJsonArray("results")) {
                String responder =
                        lead(((JsonObject) result).getJsonObject("event")).getString("responder", "nobody");
                held.merge(responder, 1, Integer::sum);
            }
        }
        limits.forEach((responder, limit) -> assertThat(held).containsEntry(responder, limit));
        assertThat(held.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(4 * EVENTS);
    }

    private static JsonArray reports() {
        JsonArray reports = new JsonArray();
        for (int i = 0; i < EVENTS; i++) {
            reports.add(report());
        }
        return reports;
    }

    private static JsonObject report() {
        return RunningServer.report("limits", RunningServer.unique("limit"), "04001", LONGITUDE, LATITUDE)
                .put("categoryKind", "component");
    }

    private static JsonObject lead(JsonObject event) {
        return event.getJsonArray("orders").getJsonObject(0);
    }
}
