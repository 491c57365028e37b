package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a boundary file that is loaded with a wish. None of it goes live, so one server serves all. */
final class BoundaryLoadIT {
    private static final String FIRST = "small-1";

    @TempDir
    private static Path folder;

    private static Path cityFile;
    private static RunningServer city;

    @BeforeAll
    static void start() throws Exception {
        cityFile = SmallCity.write(SmallCity.withBorderAt(FIRST, 113.62), folder.resolve("city.geojson"));
        city = new RunningServer(folder.resolve("data"), cityFile);
    }

    @AfterAll
    static void stop() {
        city.close();
    }

    @Test
    void aFileIsRepairedWhereThatIsWishedAndTheVersionSaysSo() throws Exception {
        Path gap = SmallCity.writeWithGap("ignored", 113.61, 113.610004, folder.resolve("gap.geojson"));
        String drawn = city.loadBoundaries(gap, "gap.geojson");
        String repaired = city.loadBoundaries(gap, "gap.geojson&repair=true");
        JsonObject one = city.get("/api/v1/boundaries/" + repaired, admin()).json();
        assertThat(one.getInteger("repairedGrids")).isEqualTo(1);
        assertThat(one.getLong("warnings")).isZero();
        JsonObject report = report(repaired);
        assertThat(report.getJsonArray("repairs").getJsonObject(0).getString("message"))
                .contains("was snapped to its neighbours");
        assertThat(city.get("/api/v1/boundaries/" + drawn, admin()).json().fieldNames())
                .doesNotContain("repairedGrids");
        JsonObject difference = city.get("/api/v1/boundaries/" + repaired + "/difference?from=" + drawn, admin())
                .json();
        assertThat(difference.getJsonObject("moved").getInteger("count")).isEqualTo(1);
        String clean = city.loadBoundaries(cityFile, "city.geojson&repair=true");
        assertThat(city.get("/api/v1/boundaries/" + clean, admin()).json().getInteger("repairedGrids"))
                .isZero();
        assertThat(city.post("/api/v1/boundaries?file=a.zip&repair=perhaps", admin(), "application/zip", "PK")
                        .response()
                        .body())
                .contains("repair: ");
    }

    @Test
    void theDedicatedGridsAreALayerOfTheirOwn() throws Exception {
        String header = "{\"type\":\"FeatureCollection\",\"features\":[";
        String feature =
                "{\"type\":\"Feature\",\"properties\":{\"code\":\"airport\",\"name\":\"机场\",\"parent\":\"410105\"%s},"
                        + "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[113.61,34.705],[113.615,34.705],[113.615,34.71],"
                        + "[113.61,34.71],[113.61,34.705]]]}}";
        String other = "{\"type\":\"Feature\",\"properties\":{\"code\":\"x\",\"name\":\"x\",\"level\":\"cell\"},"
                + "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[113.60,34.70],[113.61,34.70],[113.61,34.71],[113.60,34.70]]]}}";
        Path file = Files.writeString(
                folder.resolve("dedicated.geojson"), header + feature.formatted("") + "," + other + "]}");
        String version = city.loadBoundaries(file, "dedicated.geojson&layer=dedicated");
        assertThat(report(version).encode()).contains("1 grid of other levels passed over", "\"activatable\":true");
        assertThat(city.get("/api/v1/boundaries/" + version, admin()).json().getInteger("grids"))
                .as("the others are those of the live version")
                .isEqualTo(6);
        String difference = "/api/v1/boundaries/" + version + "/difference";
        assertThat(city.get(difference + "?layer=dedicated", admin())
                        .json()
                        .getJsonObject("added")
                        .getInteger("count"))
                .isEqualTo(1);
        assertThat(city.get(difference + "?layer=cell", admin())
                        .json()
                        .getJsonObject("added")
                        .getInteger("count"))
                .isZero();
        String export = "/api/v1/boundaries/" + version + "/export?layer=";
        assertThat(new JsonObject(new String(city.bytes(export + "dedicated", admin()), StandardCharsets.UTF_8))
                        .getJsonArray("features"))
                .hasSize(1);
        assertThat(city.get(export + "micro_cell", admin()).status()).isEqualTo(404);
        assertThat(city.get(export + "borough", admin()).response().body()).contains("layer: ");
    }

    @Test
    void theVersionsComeInPagesTheLatestFirst() throws Exception {
        city.loadBoundaries(cityFile, "city.geojson");
        String latest = city.loadBoundaries(cityFile, "city.geojson");
        JsonArray all = city.get("/api/v1/boundaries", admin()).json().getJsonArray("versions");
        JsonArray paged = new JsonArray();
        String next = "/api/v1/boundaries?limit=1";
        while (next != null) {
            JsonObject page = city.get(next, admin()).json();
            paged.addAll(page.getJsonArray("versions"));
            assertThat(page.getJsonArray("activations")).hasSize(1);
            next = page.getString("next");
        }
        assertThat(paged).isEqualTo(all);
        assertThat(all.getJsonObject(0).getString("version")).isEqualTo(latest);
        assertThat(all.getJsonObject(all.size() - 1).getString("version")).isEqualTo(FIRST);
        for (String wrong : List.of("limit=0", "limit=x", "before=v99-none")) {
            assertThat(city.get("/api/v1/boundaries?" + wrong, admin()).status())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }

    private static JsonObject report(String version) {
        return city.get("/api/v1/boundaries/" + version + "/report", admin()).json();
    }

    private static String admin() {
        return city.token(Role.ADMIN, "admin");
    }
}
