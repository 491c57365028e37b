package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Role;
import io.hexdispatch.server.RunningServer.Answer;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The police line hands over what is no matter for the police. */
@ExtendWith({VertxExtension.class, RunningServer.Shared.class})
final class DiversionsIT {
    @Test
    void anItemKeepsItsNumberAndIsCountedWhenItIsClosed(RunningServer city) {
        String line = policeLine(city);
        String token = city.token(Role.SOURCE, line);
        Answer first = city.post("/api/v1/diversions", token, item("J-1", "noise"));
        assertThat(first.status()).as(first.response().body()).isEqualTo(201);
        assertThat(first.json().getString("policeNumber")).isEqualTo("J-1");
        assertThat(first.json().getJsonObject("case").getJsonObject("category").getString("code"))
                .isEqualTo("93003");
        String number = first.json().getString("event");
        assertThat(city.post(
                                "/api/v1/diversions",
                                token,
                                item("J-2", "property").put("category", "93001"))
                        .json()
                        .getJsonObject("case")
                        .getJsonObject("category")
                        .getString("code"))
                .isEqualTo("93001");

        Answer again = city.post("/api/v1/diversions", token, item("J-1", "labour"));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().getString("event")).isEqualTo(number);
        assertThat(again.json().getString("matter")).as("as it was diverted").isEqualTo("noise");
        JsonObject dossier = city.get("/api/v1/events/" + number, token).json();
        assertThat(dossier.getString("sourceEventId")).isEqualTo("J-1");
        assertThat(dossier.getJsonArray("history").encode())
                .contains("\"divert\"")
                .contains("110 J-1, noise 噪声扰民");

        JsonObject before = city.get("/api/v1/diversions/figures", token).json();
        assertThat(before.getInteger("diverted")).isEqualTo(2);
        assertThat(before.getInteger("closed")).isZero();
        assertThat(before.containsKey("meanSeconds")).isFalse();
        city.closeEvent(number);
        JsonObject after = city.get("/api/v1/diversions/figures", token).json();
        assertThat(after.getInteger("closed")).isEqualTo(1);
        assertThat(after.getDouble("closingRatePercent")).isEqualTo(50.0);
        assertThat(after.getLong("meanSeconds")).isBetween(0L, 60L);
        assertThat(after.getJsonObject("byMatter").getJsonObject("noise").getInteger("closed"))
                .isEqualTo(1);
        assertThat(city.get("/api/v1/diversions/figures?to=2020-01-01T00:00:00Z", token)
                        .json()
                        .getInteger("diverted"))
                .isZero();

        assertThat(city.get("/api/v1/diversions?policeNumber=J-1", token).json().getJsonArray("diversions"))
                .hasSize(1);
        assertThat(city.get("/api/v1/diversions?matter=property", token).json().getJsonArray("diversions"))
                .hasSize(1);
        assertThat(city.get("/api/v1/diversions", city.token(Role.CENTRE, "410105"))
                        .json()
                        .encode())
                .as("a centre sees its own area")
                .doesNotContain(number);
        assertThat(city.get("/api/v1/diversions", city.token(Role.CENTRE, "410181"))
                        .json()
                        .encode())
                .contains(number);
    }

    @Test
    void onlyAPoliceLineDiverts(RunningServer city) {
        String other = RunningServer.unique("hotline");
        Answer refused = city.post("/api/v1/diversions", city.token(Role.SOURCE, other), item("1", "noise"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().getString("detail")).contains("kind police-110");
        city.put(
                "/api/v1/sources/" + other,
                city.token(Role.ADMIN, "wang"),
                new JsonObject()
                        .put("name", "12345")
                        .put("kind", "hotline-12345")
                        .encode());
        assertThat(city.post("/api/v1/diversions", city.token(Role.SOURCE, other), item("1", "noise"))
                        .status())
                .as("a source of another kind")
                .isEqualTo(403);
        String line = policeLine(city);
        assertThat(city.post(
                                "/api/v1/diversions",
                                city.token(Role.SOURCE, other),
                                item("1", "noise").put("source", line))
                        .status())
                .isEqualTo(403);
        assertThat(city.post(
                                "/api/v1/diversions",
                                city.token(Role.ADMIN, "wang"),
                                item("1", "noise").put("source", line))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void anItemThatIsWrongIsRefusedByItsFields(RunningServer city) {
        String token = city.token(Role.SOURCE, policeLine(city));
        assertThat(city.post("/api/v1/diversions", token, item("1", "murder"))
                        .json()
                        .getString("detail"))
                .contains("/matter: \"murder\" is not known; right is one of dispute, labour, noise, property, other");
        assertThat(city.post("/api/v1/diversions", token, new JsonObject())
                        .json()
                        .getJsonArray("errors"))
                .hasSize(2);
        assertThat(city.post("/api/v1/diversions", token, item("1", "noise").put("text", 7))
                        .json()
                        .getString("detail"))
                .startsWith("/text");
        assertThat(city.get("/api/v1/diversions/figures?from=yesterday", token).status())
                .isEqualTo(400);
    }

    private static String policeLine(RunningServer city) {
        String key = RunningServer.unique("police");
        assertThat(city.put(
                                "/api/v1/sources/" + key,
                                city.token(Role.ADMIN, "wang"),
                                new JsonObject()
                                        .put("name", "110")
                                        .put("kind", "police-110")
                                        .encode())
                        .status())
                .isEqualTo(201);
        return key;
    }

    private static JsonObject item(String number, String matter) {
        return new JsonObject()
                .put("policeNumber", number)
                .put("matter", matter)
                .put("text", "夜间施工")
                .put("location", new JsonObject().put("lon", 113.02).put("lat", 34.75));
    }
}
