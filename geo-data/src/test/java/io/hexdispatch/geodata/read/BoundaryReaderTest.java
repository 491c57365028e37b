package io.hexdispatch.geodata.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hexdispatch.geodata.DrawnGrid;
import io.hexdispatch.geodata.read.ReadFinding.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundaryReaderTest {
    private static final String GEO_JSON =
            "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":"
                    + "{\"code\":\"j-1\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[113,34],[114,34],[114,35],[113,34]]]}}]}";

    @TempDir
    private Path folder;

    @Test
    void readsAShapefileByWhicheverOfItsFiles() throws Exception {
        TestShapefile.twoSquares(StandardCharsets.UTF_8).write(folder, "grids");
        TestShapefile.twoSquares(StandardCharsets.UTF_8).write(folder, "grids2");
        for (String ending : List.of("shp", "dbf", "shx", "prj")) {
            ReadGrids read = ReadGrids.of(folder.resolve("grids." + ending));
            assertThat(read.codes()).containsExactly("c-1", "c-2");
            assertThat(read.reading().file()).isEqualTo("grids." + ending);
        }
    }

    @Test
    void readsEveryFormatThatLiesInAFolderOrZip() throws Exception {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.putAll(TestShapefile.twoSquares(StandardCharsets.UTF_8).named("a/shape"));
        files.put("b/text.geojson", GEO_JSON.getBytes(StandardCharsets.UTF_8));
        files.put(
                "package.gpkg",
                Files.readAllBytes(new TestGeoPackage(folder.resolve("one.gpkg"))
                        .layer("table", 4326)
                        .row("table", "g-1", "x", TestGeoPackage.geometry("POLYGON ((113 34, 113 35, 114 35, 113 34))"))
                        .written()));
        Path zip = TestShapefile.zip(folder.resolve("all.zip"), StandardCharsets.UTF_8, files);
        Path unpacked = Files.createDirectory(folder.resolve("all"));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path target = unpacked.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue());
        }
        for (Path all : List.of(zip, unpacked)) {
            ReadGrids read = ReadGrids.of(all);
            assertThat(read.codes()).containsExactly("c-1", "c-2", "g-1", "j-1");
            assertThat(read.reading().layers())
                    .extracting(LayerReading::format)
                    .containsExactly("ESRI Shapefile", "GeoPackage", "GeoJSON");
        }
        assertThat(ReadGrids.of(zip, ReadOptions.DEFAULTS.withLayers(Set.of("table", "text")))
                        .codes())
                .containsExactly("g-1", "j-1");
    }

    @Test
    void passesOverAJsonBesideShapefilesUnlessItIsAskedFor() throws Exception {
        Map<String, byte[]> files =
                TestShapefile.twoSquares(StandardCharsets.UTF_8).named("grids");
        files.put("style.json", "{\"colour\":\"red\"}".getBytes(StandardCharsets.UTF_8));
        Path zip = TestShapefile.zip(folder.resolve("all.zip"), StandardCharsets.UTF_8, files);
        ReadGrids read = ReadGrids.of(zip);
        assertThat(read.codes()).containsExactly("c-1", "c-2");
        assertThat(read.reading().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.LAYER);
            assertThat(finding.message()).startsWith("style.json is passed over");
        });
        assertThatThrownBy(() -> ReadGrids.of(zip, ReadOptions.DEFAULTS.withLayers(Set.of("style"))))
                .isInstanceOf(InvalidBoundaryFileException.class)
                .hasMessageStartingWith("style.json, line 1");
    }

    @Test
    void saysOfEachLayerThatItBegins() throws Exception {
        List<String> met = new ArrayList<>();
        GridSink sink = new GridSink() {
            @Override
            public void enterLayer(String layer, long rows) {
                met.add(layer + " of " + rows);
            }

            @Override
            public void accept(DrawnGrid grid) {
                met.add(grid.code().orElseThrow());
            }
        };
        new BoundaryReader()
                .read(
                        TestShapefile.twoSquares(StandardCharsets.UTF_8).write(folder, "grids"),
                        ReadOptions.DEFAULTS,
                        sink);
        assertThat(met).containsExactly("grids of 2", "c-1", "c-2");
    }

    @Test
    void saysThatNothingIsThere() throws Exception {
        assertThatThrownBy(() -> ReadGrids.of(folder.resolve("absent.zip"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> ReadGrids.of(folder))
                .isInstanceOf(InvalidBoundaryFileException.class)
                .hasMessageContaining("there is nothing in it that can be read");
        assertThatThrownBy(() -> ReadGrids.of(Files.write(folder.resolve("a.dbf"), new byte[40])))
                .isInstanceOf(InvalidBoundaryFileException.class)
                .hasMessage(
                        "a.dbf: there is no .shp, only a.dbf; a shapefile (.shp with .dbf, .shx, .prj), GeoPackage or"
                                + " GeoJSON is wanted");
    }

    @Test
    void leavesNothingBehindWhenItsSinkFails() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        Path zip = TestShapefile.zip(
                folder.resolve("grids.zip"),
                StandardCharsets.UTF_8,
                TestShapefile.twoSquares(StandardCharsets.UTF_8).named("grids"));
        assertThatThrownBy(() -> new BoundaryReader(ReadLimits.DEFAULTS, temporary)
                        .read(zip, ReadOptions.DEFAULTS, grid -> {
                            throw new IllegalStateException("full");
                        }))
                .hasMessage("full");
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void readsOnManyThreadsAtOnce() throws Exception {
        TestShapefile shapefile = new TestShapefile(StandardCharsets.UTF_8, "code");
        for (int row = 0; row < 500; row++) {
            shapefile.row(List.of("c-" + row), TestShapefile.clockwiseSquare(460_000 + row, 3_845_000, 1_000));
        }
        Path file = shapefile.withPrj(RegisteredSystems.wkt(4547).orElseThrow()).write(folder, "grids");
        List<String> alone = shapes(file);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<List<String>>> together = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                together.add(threads.submit(() -> shapes(file)));
            }
            for (Future<List<String>> one : together) {
                assertThat(one.get()).isEqualTo(alone);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<String> shapes(Path file) throws Exception {
        return ReadGrids.of(file).grids().stream()
                .map(grid -> grid.boundary().orElseThrow().toText())
                .toList();
    }
}
