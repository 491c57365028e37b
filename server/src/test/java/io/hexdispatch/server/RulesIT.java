package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hexdispatch.access.Role;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of a running city: refused, kept, tried, put live, taken back, and there again after a restart. */
class RulesIT {
    private static final String GAS =
            """
            version: 1
            title: gas leads
            departments:
              - {code: gas, name: Gas}
              - {code: police, name: Police}
            units:
              - {code: gas-city, name: City gas, department: gas, area: 410100}
              - {code: police-city, name: City police, department: police, area: 410100}
            escalations:
              - {code: street, centre: own, after: 1 hour, next: county}
              - {code: county, centre: county}
            rules:
              - {categories: [02*], lead: police}
            default:
              lead: gas
            """;

    private static final String POLICE =
            GAS.replace("gas leads", "police lead").replace("default:\n  lead: gas", "default:\n  lead: police");

    @TempDir
    private Path folder;

    @Test
    void rulesAreCheckedTriedPutLiveTakenBackAndThereAfterARestart() throws Exception {
        Path city = SmallCity.write(SmallCity.withBorderAt("small-1", 113.62), folder.resolve("city.geojson"));
        Path rules = Files.writeString(folder.resolve("gas.yaml"), GAS);
        try (RunningServer server = start(city, rules)) {
            String admin = server.token(Role.ADMIN, "test");
            JsonObject first = version(server, 0);
            assertThat(first.getString("title")).isEqualTo("gas leads");
            assertThat(first.getBoolean("live")).isTrue();

            RunningServer.Answer refused = keep(
                    server,
                    GAS.replace(
                                    "- {code: county, centre: county}",
                                    "- {code: county, unit: gas-county, after: 1 hour, next: street}")
                            + "  deadlines: {disposal: 0 hours}\n");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json().getJsonArray("errors").stream()
                            .map(error -> ((JsonObject) error).getString("detail")))
                    .containsExactly(
                            "new.yaml:11:26: no unit \"gas-county\" is declared; there is gas-city, police-city",
                            "new.yaml:11:59: this escalation comes back to itself: street -> county -> street; the last"
                                    + " step has no \"next\"",
                            "new.yaml:16:25: \"disposal\" is zero, which nobody can meet; write 1 or more, or leave the key"
                                    + " out for no limit");
            assertThat(server.get("/api/v1/rules", admin).json().getJsonArray("versions"))
                    .hasSize(1);

            JsonObject event = report(server, "before");
            assertThat(lead(event)).isEqualTo("gas-city");
            assertThat(event.getJsonObject("explanation").getString("rule")).startsWith("rule gas.yaml@1:");

            RunningServer.Answer kept = keep(server, POLICE);
            assertThat(kept.status()).isEqualTo(201);
            int number = kept.json().getInteger("version");
            assertThat(kept.json().getBoolean("live")).isFalse();
            assertThat(keep(server, POLICE).json().getInteger("version")).isEqualTo(number);
            assertThat(server.get("/api/v1/rules/" + number, admin).response().body())
                    .isEqualTo(POLICE);

            JsonObject trial =
                    server.get("/api/v1/rules/" + number + "/trial", admin).json();
            assertThat(trial.getInteger("events")).isOne();
            assertThat(trial.getInteger("otherLead")).isOne();
            JsonObject difference = trial.getJsonArray("differences").getJsonObject(0);
            assertThat(difference.getString("event")).isEqualTo(event.getString("number"));
            assertThat(difference.getJsonObject("before").getString("lead")).isEqualTo("gas-city");
            assertThat(difference.getJsonObject("after").getString("lead")).isEqualTo("police-city");
            assertThat(lead(report(server, "tried"))).isEqualTo("gas-city");

            try (Terminal unit = server.terminal(Role.UNIT, "police-city")) {
                JsonObject live = server.post(
                                "/api/v1/rules/" + number + "/activate", admin, new JsonObject().put("reason", "test"))
                        .json();
                assertThat(live.getBoolean("live")).isTrue();
                assertThat(unit.awaitType("rules.activated")
                                .getJsonObject("data")
                                .getInteger("version"))
                        .isEqualTo(number);
                assertThat(lead(report(server, "after"))).isEqualTo("police-city");
            }
            assertThat(server.post("/api/v1/rules/rollback", admin, new JsonObject().put("reason", "test"))
                            .json()
                            .getInteger("version"))
                    .isOne();
            assertThat(lead(report(server, "back"))).isEqualTo("gas-city");
            assertThat(server.post("/api/v1/rules/rollback", admin, "application/json", "")
                            .status())
                    .isEqualTo(409);

            server.post("/api/v1/rules/" + number + "/activate", admin, "application/json", "");
            assertThat(server.get("/api/v1/rules", admin).json().getJsonArray("activations"))
                    .hasSize(4);
            assertThat(server.post("/api/v1/rules/99/activate", admin, "application/json", "")
                            .status())
                    .isEqualTo(404);
            assertThat(server.get("/api/v1/rules/abc/trial", admin).status()).isEqualTo(404);
            assertThat(server.get("/api/v1/rules/1/trial?hours=0", admin).status())
                    .isEqualTo(400);
            assertThat(server.post("/api/v1/rules", admin, "application/json", "{}")
                            .status())
                    .isEqualTo(415);
            assertThat(server.post("/api/v1/rules", server.token(Role.CENTRE, "410105"), "application/yaml", POLICE)
                            .status())
                    .isEqualTo(403);
        }
        try (RunningServer again = start(city, rules)) {
            assertThat(lead(report(again, "restarted"))).isEqualTo("police-city");
        }
        Path other = Files.writeString(folder.resolve("other.yaml"), GAS.replace("gas leads", "another"));
        assertThatThrownBy(() -> start(city, other))
                .rootCause()
                .hasMessageContaining("the rules file other.yaml is none of them");
    }

    private RunningServer start(Path city, Path rules) throws Exception {
        return new RunningServer(folder.resolve("data"), Optional.of(city), Optional.of(rules), Clock.systemUTC());
    }

    private static RunningServer.Answer keep(RunningServer server, String yaml) {
        return server.post("/api/v1/rules?name=new.yaml", server.token(Role.ADMIN, "test"), "application/yaml", yaml);
    }

    private static JsonObject version(RunningServer server, int index) {
        return server.get("/api/v1/rules", server.token(Role.ADMIN, "test"))
                .json()
                .getJsonArray("versions")
                .getJsonObject(index);
    }

    private static JsonObject report(RunningServer server, String id) {
        return server.post(
                        "/api/v1/events",
                        server.token(Role.SOURCE, "test"),
                        RunningServer.report("test", id, "90003", 113.61, 34.71))
                .json();
    }

    private static String lead(JsonObject event) {
        return event.getJsonArray("orders").getJsonObject(0).getString("unit");
    }
}
