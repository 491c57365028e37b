package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Role;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** How tests ask for features and look at the answers. */
final class OgcAnswers {
    private OgcAnswers() {}

    /** A page of a collection, as an administrator sees it. */
    static JsonObject items(RunningServer city, String collection, String query) {
        var answer = city.get("/ogc/collections/" + collection + "/items?" + query, admin(city));
        assertThat(answer.status())
                .as("%s: %s", query, answer.response().body())
                .isEqualTo(200);
        return answer.json();
    }

    static List<JsonObject> features(JsonObject page) {
        return page.getJsonArray("features").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    static List<String> ids(JsonObject page) {
        return features(page).stream().map(feature -> feature.getString("id")).toList();
    }

    /** What stands in one column. */
    static List<Object> column(JsonObject page, String property) {
        return features(page).stream()
                .map(feature -> feature.getJsonObject("properties").getValue(property))
                .toList();
    }

    static String header(RunningServer.Answer answer, String name) {
        return answer.response().headers().firstValue(name).orElse("");
    }

    static String admin(RunningServer city) {
        return city.token(Role.ADMIN, "admin");
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
