package io.hexdispatch.geodata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hexdispatch.geodata.read.GeoJsonReader;
import io.hexdispatch.geodata.write.GeoJsonWriter;
import io.hexdispatch.geodata.write.GeoPackageWriter;
import io.hexdispatch.geodata.write.ShapefileWriter;
import io.hexdispatch.grid.BoundarySet;
import io.hexdispatch.grid.Grid;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lets GDAL, as an independent reader, open what was written; skipped where its programs are not on the PATH. */
class GdalReadsExportsTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void needsGdal() {
        String[] path = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator);
        assumeTrue(
                Arrays.stream(path)
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "ogrinfo"))
                                && Files.isExecutable(Path.of(directory, "ogr2ogr"))),
                "GDAL's ogrinfo and ogr2ogr are not on the PATH");
    }

    @Test
    void describesTheLayersOfAShapefileAsTheyAre() throws Exception {
        Path zip = shapefile(TestGrids.smallCity());
        String report = run("ogrinfo", "-ro", "-so", "-al", "/vsizip/" + zip);
        assertThat(report)
                .contains("Layer name: county", "Layer name: township", "Layer name: dedicated")
                .contains(
                        "Geometry: Polygon", "Feature Count: 2", "Extent: (113.410000, 34.210000)", "ID[\"EPSG\",4490]")
                .doesNotContainIgnoringCase("warning")
                .doesNotContainIgnoringCase("error");
    }

    @Test
    void readsTheSameGridsFromAShapefile() throws Exception {
        assertSameGrids(TestGrids.smallCity(), List.of("county", "township", "dedicated"));
        assertSameGrids(TestGrids.stars(200, 20260304), List.of("cell"));
    }

    @Test
    void readsTheFeaturesOfAGeoJson() throws Exception {
        Path file = folder.resolve("city.geojson");
        try (OutputStream out = Files.newOutputStream(file)) {
            new GeoJsonWriter().write(TestGrids.smallCity(), out);
        }
        assertThat(run("ogrinfo", "-ro", "-al", file.toString()))
                .contains("Feature Count: 4", "name (String) = 新郑国际机场", "parent (String) = (null)")
                .doesNotContainIgnoringCase("warning")
                .doesNotContainIgnoringCase("error");
    }

    @Test
    void findsAGeoPackageInOrderWithItsIndexAndItsSystem() throws Exception {
        Path file = geoPackage(TestGrids.smallCity());
        assertThat(run("ogrinfo", "-ro", "-so", "-al", file.toString()))
                .contains("Layer name: county", "Layer name: township", "Layer name: dedicated")
                .contains("Geometry: Multi Polygon", "Feature Count: 2", "Extent: (113.410000, 34.210000)")
                .contains("ID[\"EPSG\",4490]", "FID Column = fid", "Geometry Column = geom")
                .doesNotContainIgnoringCase("warning")
                .doesNotContainIgnoringCase("error");
        assertThat(run("ogrinfo", "-ro", "-sql", "SELECT HasSpatialIndex('county', 'geom')", file.toString()))
                .containsPattern("HasSpatialIndex.* = 1");
        assertThat(run("ogrinfo", "-ro", "-al", "-so", "-spat", "113.8", "34.5", "113.81", "34.51", file.toString()))
                .containsPattern("(?s)Layer name: dedicated.*Feature Count: 1");
    }

    @Test
    void readsTheSameGridsFromAGeoPackage() throws Exception {
        BoundarySet stars = TestGrids.stars(200, 20260305);
        Path converted = folder.resolve("stars.geojson");
        String select = "SELECT code, name, level, parent, geom FROM cell ORDER BY fid";
        run(
                "ogr2ogr",
                "-f",
                "GeoJSON",
                "-sql",
                select,
                converted.toString(),
                geoPackage(stars).toString());
        List<Grid> grids = new GeoJsonReader().read(converted).grids();
        assertThat(TestGrids.withSinglePartsAsPolygons(new BoundarySet(stars.version(), stars.title(), grids)))
                .isEqualTo(TestGrids.normalized(stars));
    }

    @Test
    void canEditAGeoPackageAndKeepsItsIndex() throws Exception {
        Path file = geoPackage(TestGrids.smallCity());
        run("ogrinfo", file.toString(), "-sql", "DELETE FROM dedicated");
        run(
                "ogrinfo",
                file.toString(),
                "-sql",
                "INSERT INTO dedicated (code, name, level, geom) SELECT 'x', 'x', 'dedicated', geom FROM county");
        assertThat(run("ogrinfo", "-ro", "-al", "-so", "-spat", "113.41", "34.21", "113.42", "34.22", file.toString()))
                .containsPattern("(?s)Layer name: dedicated.*Feature Count: 1");
    }

    private Path geoPackage(BoundarySet boundaries) throws IOException {
        Path file = folder.resolve(boundaries.version() + ".gpkg");
        new GeoPackageWriter().write(boundaries, file);
        return file;
    }

    /** Has GDAL turn each layer of the shapefile into GeoJSON in our form, and reads that. */
    private void assertSameGrids(BoundarySet boundaries, List<String> layers) throws Exception {
        Path zip = shapefile(boundaries);
        List<Grid> grids = new ArrayList<>();
        for (String layer : layers) {
            Path converted = folder.resolve(layer + ".geojson");
            Files.deleteIfExists(converted);
            String select = "SELECT CODE AS code, NAME AS name, \"LEVEL\" AS level, PARENT AS parent FROM " + layer;
            run("ogr2ogr", "-f", "GeoJSON", "-sql", select, converted.toString(), "/vsizip/" + zip);
            grids.addAll(new GeoJsonReader().read(converted).grids());
        }
        assertThat(TestGrids.normalized(new BoundarySet(boundaries.version(), boundaries.title(), grids)))
                .isEqualTo(TestGrids.normalized(boundaries));
    }

    private Path shapefile(BoundarySet boundaries) throws IOException {
        Path zip = folder.resolve(boundaries.version() + ".zip");
        try (OutputStream out = Files.newOutputStream(zip)) {
            new ShapefileWriter().write(boundaries, out);
        }
        return zip;
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
