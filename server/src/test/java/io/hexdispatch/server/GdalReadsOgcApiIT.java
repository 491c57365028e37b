package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hexdispatch.access.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Lets GDAL's OAPIF driver, as an independent client, open the layers; skipped where its programs are not on the PATH. */
@ExtendWith(RunningServer.Shared.class)
final class GdalReadsOgcApiIT {
    @BeforeEach
    void needsGdal() {
        String[] path = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator);
        assumeTrue(
                Arrays.stream(path).anyMatch(directory -> Files.isExecutable(Path.of(directory, "ogrinfo"))),
                "GDAL's ogrinfo is not on the PATH");
    }

    @Test
    void readsEveryLayer(RunningServer city, @TempDir Path folder) throws Exception {
        file(city, "gdal-every-layer", 113.02);
        Path gap = SmallCity.writeWithGap("x", 113.62, 113.620004, folder.resolve("gap.geojson"));
        city.loadBoundaries(gap, "gdal.geojson");
        JsonArray collections = city.get("/ogc/collections", city.token(Role.ADMIN, "admin"))
                .json()
                .getJsonArray("collections");
        assertThat(collections).hasSizeGreaterThan(7);
        String list = ogrinfo(city);
        for (Object entry : collections) {
            JsonObject collection = (JsonObject) entry;
            String id = collection.getString("id");
            assertThat(list).contains(id + " (title: " + collection.getString("title") + ")");
            String layer = ogrinfo(city, "-so", id);
            assertThat(layer)
                    .as(id)
                    .contains("Layer name: " + id, "ID[\"EPSG\",4326]", "Data axis to CRS axis mapping: 2,1");
            if (id.equals("events")) {
                assertThat(layer).contains("Geometry: Point", "occurredAt: DateTime", "queued: Integer(Boolean)");
                assertThat(count(layer)).isPositive();
            } else if (id.equals("findings")) {
                assertThat(layer).contains("kind: String", "severity: String", "version: String", "message: String");
                assertThat(count(layer)).isPositive();
            } else {
                assertThat(layer)
                        .contains("code: String", "name: String")
                        .contains(id.equals("units") ? "department: String" : "parent: String");
                int matched = city.get("/ogc/collections/" + id + "/items?limit=1", city.token(Role.GIS, "gis"))
                        .json()
                        .getInteger("numberMatched");
                assertThat(count(layer)).as(id).isEqualTo(matched).isPositive();
            }
        }
    }

    @Test
    void readsTheFindingsOfAReportByItsVersion(RunningServer city, @TempDir Path folder) throws Exception {
        Path gap = SmallCity.writeWithGap("x", 113.62, 113.620004, folder.resolve("gap.geojson"));
        String version = city.loadBoundaries(gap, "gdal.geojson");
        String where = "version = '" + version + "' AND kind = 'sliver_gap' AND severity = 'warning'";
        String gaps = ogrinfo(city, "-q", "findings", "-where", where, "-spat", "113.62", "34.70", "113.63", "34.72");
        assertThat(gaps).contains("kind (String) = sliver_gap", "version (String) = " + version, "POLYGON ((113.6");
        Path file = folder.resolve("units.gpkg");
        run(withPassword(city, "ogr2ogr", "-f", "GPKG", file.toString(), address(city), "units"));
        assertThat(run("ogrinfo", "-ro", "-so", "-al", file.toString()))
                .contains("Layer name: units", "areaName: String");
    }

    @Test
    void comesInWithTheTokenAsAPassword(RunningServer city) throws Exception {
        String layers = run(withPassword(city, "ogrinfo", "-ro", address(city)));
        assertThat(layers).contains("grids-township").doesNotContain("ERROR");
        assertThat(run(withPassword(city, "ogrinfo", "-ro", "-so", address(city), "grids-city")))
                .contains("Feature Count: 1");
    }

    private static String address(RunningServer city) {
        return "OAPIF:http://127.0.0.1:" + city.port() + "/ogc";
    }

    /** A command of GDAL that sends what QGIS does where a user name and a password are configured. */
    private static String[] withPassword(RunningServer city, String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of("--config", "GDAL_HTTP_USERPWD", "wang:" + city.token(Role.GIS, "wang")));
        return all.toArray(String[]::new);
    }

    @Test
    void readsTheFeaturesOfAllPages(RunningServer city) throws Exception {
        String townships = ogrinfo(city, "-q", "-oo", "PAGE_SIZE=20", "grids-township");
        int matched = city.get("/ogc/collections/grids-township/items?limit=1", city.token(Role.GIS, "gis"))
                .json()
                .getInteger("numberMatched");
        assertThat(townships.lines().filter(line -> line.startsWith("OGRFeature(")))
                .hasSize(matched);
        assertThat(townships).contains("level (String) = township", "POLYGON ((11");
    }

    @Test
    void filtersOnTheServer(RunningServer city) throws Exception {
        String source = "gdal-filters";
        file(city, source, 113.02);
        String number = file(city, source, 113.05);
        String byPlace = ogrinfo(city, "-so", "grids-county", "-spat", "113.019", "34.749", "113.021", "34.751");
        assertThat(count(byPlace)).isEqualTo(1);
        String byText = ogrinfo(
                city, "--debug", "on", "-q", "-geom=no", "grids", "-where", "level = 'township' AND name LIKE '%紫荆%'");
        assertThat(byText).contains("filter=", "name (String) = ", "紫荆").doesNotContain("level (String) = cell");
        assertThat(count(ogrinfo(city, "-so", "grids", "-where", "level = 'county' OR code = '410100'")))
                .isEqualTo(17);
        String events = ogrinfo(
                city,
                "-q",
                "events",
                "-where",
                "source = '" + source + "' AND occurredAt > '2020/01/01 00:00:00+00' AND openOrders >= 1",
                "-spat",
                "113.04",
                "34",
                "114",
                "35");
        assertThat(events.lines().filter(line -> line.startsWith("OGRFeature(")))
                .hasSize(1);
        assertThat(events).contains("number (String) = " + number);
    }

    @Test
    void drawsATileAsGdalReadsIt(RunningServer city) throws Exception {
        byte[] tile = city.bytes("/tiles/grids/12/3341/1625.mvt", city.token(Role.GIS, "gis"));
        Path file = Files.createTempFile("tile", ".pbf");
        try {
            Files.write(file, tile);
            String layer = run("ogrinfo", "-ro", "-al", file.toString());
            assertThat(layer)
                    .contains("Layer name: grids", "Geometry: Polygon", "level (String) = community")
                    .doesNotContainIgnoringCase("error")
                    .doesNotContainIgnoringCase("warning");
            assertThat(count(layer)).isGreaterThan(50);
        } finally {
            Files.delete(file);
        }
    }

    private static String file(RunningServer city, String source, double longitude) {
        return city.post(
                        "/api/v1/events",
                        city.token(Role.SOURCE, source),
                        RunningServer.report(source, RunningServer.unique("x"), "02014", longitude, 34.75))
                .json()
                .getString("number");
    }

    private static int count(String report) {
        return report.lines()
                .filter(line -> line.startsWith("Feature Count: "))
                .mapToInt(line -> Integer.parseInt(line.substring("Feature Count: ".length())))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no count in " + report));
    }

    /** Runs ogrinfo on the interface; options may stand before or behind the name of a layer. */
    private static String ogrinfo(RunningServer city, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("ogrinfo", "-ro"));
        command.add("OAPIF:http://127.0.0.1:" + city.port() + "/ogc");
        command.addAll(List.of(arguments));
        command.add("--config");
        command.add("GDAL_HTTP_HEADERS");
        command.add("Authorization: Bearer " + city.token(Role.ADMIN, "admin"));
        String report = run(command.toArray(String[]::new));
        assertThat(report).doesNotContain("ERROR");
        return report;
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
