package io.hexdispatch.geodata.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hexdispatch.geodata.DrawnGrid;
import io.hexdispatch.geodata.TestGrids;
import io.hexdispatch.geodata.write.GeoJsonWriter;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.algorithm.distance.DiscreteHausdorffDistance;

/** Reads back what GDAL's ogr2ogr writes, as QGIS does; skipped where it is not on the PATH. */
class GdalWritesFilesTest {
    /** A tenth of a millimetre. */
    private static final double TOLERANCE_DEGREES = 1e-9;

    @TempDir
    private Path folder;

    private Path source;
    private final BoundarySet city = TestGrids.smallCity();

    @BeforeEach
    void needsGdal() throws Exception {
        String[] path = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator);
        assumeTrue(
                Arrays.stream(path).anyMatch(directory -> Files.isExecutable(Path.of(directory, "ogr2ogr"))),
                "GDAL's ogr2ogr is not on the PATH");
        source = folder.resolve("source.geojson");
        try (OutputStream out = Files.newOutputStream(source)) {
            new GeoJsonWriter().write(city, out);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GBK", "UTF-8", "CP936", "GB18030"})
    void readsShapefilesOfSeveralEncodings(String encoding) throws Exception {
        Path file = folder.resolve("grids.shp");
        ogr2ogr("-f", "ESRI Shapefile", "-lco", "ENCODING=" + encoding, file);
        assertSame(ReadGrids.of(file));
        // Without the .cpg the texts have to tell.
        Files.deleteIfExists(folder.resolve("grids.cpg"));
        assertSame(ReadGrids.of(file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EPSG:4490",
                "EPSG:4547",
                "EPSG:4526",
                "EPSG:4546",
                "EPSG:4497",
                "EPSG:3857",
                "EPSG:3395",
                "EPSG:32649",
                "EPSG:4326"
            })
    void readsSeveralCoordinateSystemsInEveryFormat(String system) throws Exception {
        Path shapefile = folder.resolve("grids.shp");
        ogr2ogr("-f", "ESRI Shapefile", "-lco", "ENCODING=UTF-8", "-t_srs", system, shapefile);
        assertSame(ReadGrids.of(shapefile));
        Path geoPackage = folder.resolve("grids.gpkg");
        ogr2ogr("-f", "GPKG", "-t_srs", system, geoPackage);
        assertSame(ReadGrids.of(geoPackage));
        Path geoJson = folder.resolve("grids.geojson");
        ogr2ogr("-f", "GeoJSON", "-lco", "COORDINATE_PRECISION=12", "-t_srs", system, geoJson);
        assertSame(ReadGrids.of(geoJson));
    }

    @Test
    void readsAZipOfSeveralLayers() throws Exception {
        Path file = folder.resolve("grids.shz");
        ogr2ogr("-f", "ESRI Shapefile", "-lco", "ENCODING=GBK", "-t_srs", "EPSG:4547", file);
        assertSame(ReadGrids.of(file));
    }

    @Test
    void readsFeaturesLineByLineAndWithSeparators() throws Exception {
        for (String separator : List.of("NO", "YES")) {
            Path file = folder.resolve("grids" + separator + ".geojsonl");
            ogr2ogr("-f", "GeoJSONSeq", "-lco", "RS=" + separator, "-lco", "COORDINATE_PRECISION=12", file);
            assertSame(ReadGrids.of(file));
        }
    }

    @Test
    void readsPolygonsWithHeightsAndMeasures() throws Exception {
        for (String dimensions : List.of("XYZ", "XYM", "XYZM")) {
            Path shapefile = folder.resolve("grids" + dimensions + ".shp");
            ogr2ogr("-f", "ESRI Shapefile", "-lco", "ENCODING=UTF-8", "-dim", dimensions, shapefile);
            assertSame(ReadGrids.of(shapefile));
            Path geoPackage = folder.resolve("grids" + dimensions + ".gpkg");
            ogr2ogr("-f", "GPKG", "-dim", dimensions, geoPackage);
            ReadGrids read = ReadGrids.of(geoPackage);
            assertSame(read);
            assertThat(read.layer().heightsIgnored()).isEqualTo(dimensions.contains("Z"));
            assertThat(read.layer().measuresIgnored()).isEqualTo(dimensions.contains("M"));
        }
    }

    private void assertSame(ReadGrids read) {
        assertThat(read.reading().findings()).as(read.layer().toString()).isEmpty();
        assertThat(read.grids()).hasSameSizeAs(city.grids());
        for (int i = 0; i < city.grids().size(); i++) {
            Grid written = city.grids().get(i);
            DrawnGrid grid = read.grids().get(i);
            assertThat(grid.code()).contains(written.code().value());
            assertThat(grid.name()).contains(written.name());
            assertThat(DiscreteHausdorffDistance.distance(grid.boundary().orElseThrow(), written.boundary()))
                    .as(read.layer().coordinateSystem().value())
                    .isLessThan(TOLERANCE_DEGREES);
        }
    }

    private void ogr2ogr(Object... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ogr2ogr"));
        for (Object option : options) {
            command.add(option.toString());
        }
        command.add(source.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
