package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the rules say so, what is the same is merged at once, or never looked for. */
class AutomaticDuplicatesIT {
    private static final String RULES =
            """
            version: 1
            title: test
            departments:
              - {code: gas, name: Gas}
            units:
              - {code: gas-city, name: City gas, department: gas, area: 410100}
            duplicates: {metres: 80, window: 30 minutes}
            default:
              lead: gas
            rules:
              - {categories: [90003], lead: gas, duplicates: {merge: automatic}}
              - {categories: [93*], lead: gas, duplicates: {merge: never}}
            """;

    @Test
    void theRuleMergesAndAPersonSeparates(@TempDir Path folder) throws Exception {
        Path rules = Files.writeString(folder.resolve("rules.yaml"), RULES);
        Path city = SmallCity.write(SmallCity.withBorderAt("small-1", 113.62), folder.resolve("city.geojson"));
        try (RunningServer server = new RunningServer(
                        folder.resolve("data"), Optional.of(city), Optional.of(rules), Clock.systemUTC());
                Terminal unit = server.terminal(Role.UNIT, "gas-city")) {
            String noise = file(server, "first", "93003");
            file(server, "second", "93003");
            String first = file(server, "first", "90003");
            String second = file(server, "second", "90003");

            JsonObject cancelled =
                    unit.await(message -> message.getString("type").endsWith("order.changed")
                            && message.getString("subject").equals(second + "-1"));
            assertThat(cancelled.getJsonObject("data").getJsonObject("order").getString("status"))
                    .isEqualTo("CANCELLED");
            String admin = server.token(Role.ADMIN, "wang");
            JsonObject merged = server.get("/api/v1/events/" + second, admin).json();
            assertThat(merged.getString("mergedInto")).isEqualTo(first);
            assertThat(merged.getJsonObject("course")
                            .getJsonObject("last")
                            .getJsonObject("by")
                            .getString("role"))
                    .isEqualTo("system");
            JsonArray found =
                    server.get("/api/v1/duplicates?state=merged", admin).json().getJsonArray("duplicates");
            assertThat(found).hasSize(1);
            assertThat(found.getJsonObject(0).getString("reason")).startsWith("by the rules: 0 m and ");

            server.post("/api/v1/events/" + second + "/separate", admin, new JsonObject().put("reason", "two leaks"));
            assertThat(server.get("/api/v1/duplicates?state=dismissed", admin)
                            .json()
                            .getJsonArray("duplicates"))
                    .hasSize(1);
            assertThat(server.get("/api/v1/duplicates", admin).json().getJsonArray("duplicates"))
                    .as("noise is not looked for, and nothing is proposed again")
                    .isEmpty();
            assertThat(server.get("/api/v1/events/" + noise, admin).json().getString("status"))
                    .isEqualTo("DISPATCHED");
        }
    }

    private static String file(RunningServer server, String source, String category) {
        return server.post(
                        "/api/v1/events",
                        server.token(Role.SOURCE, source),
                        RunningServer.report(source, RunningServer.unique("auto"), category, 113.61, 34.71))
                .json()
                .getString("number");
    }
}
