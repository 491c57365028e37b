package io.hexdispatch.server;

import static io.hexdispatch.server.OgcAnswers.admin;
import static io.hexdispatch.server.OgcAnswers.column;
import static io.hexdispatch.server.OgcAnswers.encoded;
import static io.hexdispatch.server.OgcAnswers.features;
import static io.hexdispatch.server.OgcAnswers.ids;
import static io.hexdispatch.server.OgcAnswers.items;
import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Role;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What checks found, and the units' areas, as map layers. */
@ExtendWith(RunningServer.Shared.class)
final class OgcApiFindingsIT {
    @TempDir
    private Path folder;

    @Test
    void theFindingsOfEveryReportLieOnTheMapTheLatestFirst(RunningServer city) throws Exception {
        String older = city.loadBoundaries(
                SmallCity.writeWithGap("x", 113.61, 113.610004, folder.resolve("older.geojson")), "older.geojson");
        String newer = city.loadBoundaries(
                SmallCity.writeWithGap("x", 113.62, 113.620004, folder.resolve("newer.geojson")), "newer.geojson");

        JsonObject first = items(city, "findings", "limit=3");
        assertThat(column(first, "version")).containsOnly(newer);
        assertThat(ids(first).get(0)).isEqualTo(newer + ".0000001");
        List<String> all = new ArrayList<>();
        List<Object> versions = new ArrayList<>();
        String next = "/ogc/collections/findings/items?limit=500";
        while (!next.isEmpty()) {
            JsonObject page = city.get(next, admin(city)).json();
            all.addAll(ids(page));
            versions.addAll(column(page, "version"));
            next = page.getJsonArray("links").stream()
                    .map(JsonObject.class::cast)
                    .filter(link -> link.getString("rel").equals("next"))
                    .map(link -> URI.create(link.getString("href")))
                    .map(uri -> uri.getRawPath() + "?" + uri.getRawQuery())
                    .findFirst()
                    .orElse("");
        }
        assertThat(all).doesNotHaveDuplicates();
        assertThat(versions).contains(newer, older);
        assertThat(versions.indexOf(newer)).isLessThan(versions.indexOf(older));
        long listed = reported(city, newer);
        assertThat(versions.stream().filter(newer::equals)).hasSize((int) listed);

        String sliver = "version=" + newer + "&kind=sliver_gap&severity=warning";
        JsonObject slivers = items(city, "findings", sliver);
        assertThat(features(slivers)).isNotEmpty();
        assertThat(column(slivers, "kind")).containsOnly("sliver_gap");
        assertThat(features(slivers).get(0).getJsonObject("geometry").getString("type"))
                .contains("Polygon");
        JsonObject same = items(
                city,
                "findings",
                "filter=" + encoded("version = '" + newer + "' AND kind = 'sliver_gap' AND squareMetres > 100"));
        assertThat(ids(same)).isNotEmpty().isSubsetOf(ids(slivers));
        assertThat(features(items(city, "findings", sliver + "&bbox=100,30,101,31")))
                .isEmpty();
        assertThat(features(items(city, "findings", sliver + "&bbox=113.619,34.70,113.621,34.72")))
                .isNotEmpty();
        assertThat(column(items(city, "findings", "version=" + older + "&limit=1"), "version"))
                .containsExactly(older);

        String one = "/ogc/collections/findings/items/" + ids(slivers).get(0);
        assertThat(city.get(one, city.token(Role.GIS, "gis")).json().getString("id"))
                .isEqualTo(ids(slivers).get(0));
        assertThat(city.get(one + "9", admin(city)).status()).isEqualTo(404);
        assertThat(city.get(one, city.token(Role.SOURCE, "s")).status()).isEqualTo(404);
        assertThat(city.get("/ogc/collections/findings/items?after=x", admin(city))
                        .status())
                .isEqualTo(400);
        assertThat(city.get("/ogc/collections/findings/items?severity=awful", admin(city))
                        .status())
                .isEqualTo(400);
    }

    private static long reported(RunningServer city, String version) {
        return city.send(city.request("/api/v1/boundaries/" + version + "/report", admin(city))
                        .header("Accept", "application/json")
                        .GET()
                        .build())
                .json()
                .getJsonArray("findings")
                .size();
    }

    @Test
    void aUnitsAreaIsTheGridThatTheRulesName(RunningServer city) {
        JsonObject police = items(city, "units", "department=police&area=410181");
        assertThat(ids(police)).containsExactly("police-410181");
        JsonObject properties = features(police).get(0).getJsonObject("properties");
        assertThat(properties.getString("areaName")).isEqualTo("巩义市");
        assertThat(properties.getString("areaLevel")).isEqualTo("county");
        assertThat(properties.getBoolean("onLiveMap")).isTrue();
        JsonObject county = city.get("/ogc/collections/grids-county/items/410181", admin(city))
                .json();
        assertThat(features(police).get(0).getJsonObject("geometry")).isEqualTo(county.getJsonObject("geometry"));
        assertThat(items(city, "units", "limit=1").getInteger("numberMatched"))
                .isEqualTo(city.get("/api/v1/units", admin(city))
                        .json()
                        .getJsonArray("units")
                        .size());
        assertThat(ids(items(city, "units", "filter=" + encoded("onLiveMap = FALSE"))))
                .isEmpty();
    }
}
