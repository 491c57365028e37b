package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Role;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who did what stands in the audit, over whichever way he did it. */
@ExtendWith(RunningServer.Shared.class)
final class AuditIT {
    private final RunningServer city;

    AuditIT(RunningServer city) {
        this.city = city;
    }

    /** Waits for what is written after the answer. */
    private List<String> entriesOf(String actor, int count) throws InterruptedException {
        List<String> entries = List.of();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (entries.size() < count && System.nanoTime() < deadline) {
            entries = city
                    .get("/api/v1/audit?actor=" + actor, city.token(Role.SUPERVISOR, "commission"))
                    .json()
                    .getJsonArray("entries")
                    .stream()
                    .map(JsonObject.class::cast)
                    .map(entry -> entry.getString("outcome") + " " + entry.getString("action") + " "
                            + entry.getString("subject"))
                    .toList();
            Thread.sleep(20);
        }
        return entries;
    }

    @Test
    void aCommandIsWrittenBeforeItIsCarriedOutAndWhatCameOfItAfterwards() throws Exception {
        String admin = RunningServer.unique("audited");
        String token = city.token(Role.ADMIN, admin);
        String webhook = "/api/v1/webhooks/" + RunningServer.unique("hook");
        String secret = "whsec_" + Base64.getEncoder().encodeToString(new byte[32]);
        assertThat(city.put(
                                webhook,
                                token,
                                new JsonObject()
                                        .put("url", "http://127.0.0.1:9/x")
                                        .put("secret", secret)
                                        .put("on", false)
                                        .encode())
                        .status())
                .isIn(200, 201);
        assertThat(city.put(webhook, token, "{").status()).isEqualTo(400);
        assertThat(entriesOf(admin, 4))
                .containsExactly(
                        "failed PUT /api/v1/webhooks/:name " + webhook,
                        "asked PUT /api/v1/webhooks/:name " + webhook,
                        "done PUT /api/v1/webhooks/:name " + webhook,
                        "asked PUT /api/v1/webhooks/:name " + webhook);
        assertThat(city.get("/api/v1/audit?actor=" + admin, token).response().body())
                .contains("sha256")
                .doesNotContain(secret);
    }

    @Test
    void whatIsDoneWithOrdersIsWrittenOverBothWaysAndReportsAreNot() throws Exception {
        String source = RunningServer.unique("audited-source");
        JsonObject filed = city.post(
                        "/api/v1/events",
                        city.token(Role.SOURCE, source),
                        RunningServer.report(source, "1", "02014", 113.02, 34.75))
                .json();
        String order = filed.getJsonArray("orders").getJsonObject(0).getString("id");
        String admin = RunningServer.unique("audited-admin");
        try (Terminal terminal = city.terminal(Role.ADMIN, admin)) {
            assertThat(terminal.command("order.accept", order, new JsonObject()).getString("type"))
                    .endsWith("command.done");
            assertThat(terminal.command("order.decline", order, new JsonObject())
                            .getString("type"))
                    .endsWith("command.refused");
        }
        assertThat(city.post("/api/v1/orders/" + order + "/complete", city.token(Role.ADMIN, admin), new JsonObject())
                        .status())
                .isEqualTo(200);
        assertThat(entriesOf(admin, 2))
                .containsExactly(
                        "done POST /api/v1/orders/:id/complete /api/v1/orders/" + order + "/complete",
                        "done order.accept " + order);
        assertThat(city.get("/api/v1/audit?actor=" + source, city.token(Role.ADMIN, admin))
                        .json()
                        .getJsonArray("entries"))
                .isEmpty();
    }

    @Test
    void historyIsSealedSoonAfterItIsWritten() throws Exception {
        String source = RunningServer.unique("sealed");
        String admin = city.token(Role.ADMIN, "wang");
        String sealed = "/api/v1/audit?outcome=sealed&limit=1";
        city.post(
                "/api/v1/events",
                city.token(Role.SOURCE, source),
                RunningServer.report(source, "1", "90009", 113.66, 34.42));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (city.get(sealed, admin).json().getJsonArray("entries").isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }
        assertThat(city.get(sealed, admin)
                        .json()
                        .getJsonArray("entries")
                        .getJsonObject(0)
                        .getString("detail"))
                .matches("\\d+ lines, sha256 [0-9a-f]{64}");
    }

    @Test
    void aWrongQueryIsToldWhatWouldBeRight() {
        String admin = city.token(Role.ADMIN, "wang");
        assertThat(city.get("/api/v1/audit?outcome=maybe", admin).json().getString("detail"))
                .contains("asked, done, failed, refused, sealed, trimmed");
        assertThat(city.get("/api/v1/audit?limit=0", admin).status()).isEqualTo(400);
        assertThat(city.get("/api/v1/audit?subject=x", admin).json().getString("detail"))
                .contains("no parameter here");
    }
}
