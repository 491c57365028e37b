package io.hexdispatch.geodata.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hexdispatch.geodata.DrawnGrid;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;

/** Reads files that others made, good and broken ones; skipped where they are not there. */
class RealFilesTest {
    @Test
    void readsTheTownshipsOfZhengzhouFromTheirEllipsoidalMercator() throws Exception {
        ReadGrids read = ReadGrids.of(data("zhengzhou-townships/demographics.shp"));
        assertThat(read.grids()).hasSize(160);
        assertThat(read.layer().mapping()).isEqualTo(Map.of(GridField.CODE, "gbcode", GridField.NAME, "ename"));
        assertThat(read.codes()).contains("410104003").allMatch(code -> code.length() == 9);
        assertThat(vertices(read.grids())).isEqualTo(5_244);
        Envelope box = box(read.grids());
        // Taken for a spherical Mercator it would lie 20 km further south.
        assertThat(box.getMinX()).isCloseTo(112.727, within(0.001));
        assertThat(box.getMaxX()).isCloseTo(114.216, within(0.001));
        assertThat(box.getMinY()).isCloseTo(34.261, within(0.001));
        assertThat(box.getMaxY()).isCloseTo(34.983, within(0.001));
        assertThat(read.reading().findings()).isEmpty();
    }

    @Test
    void readsTheCountiesOfZhengzhou() throws Exception {
        ReadGrids read =
                ReadGrids.of(data("zhengzhou-counties.geojson"), ReadOptions.DEFAULTS.withCoordinateSystem("gcj02"));
        assertThat(read.names()).hasSize(12).contains("中原区", "巩义市");
        assertThat(vertices(read.grids())).isEqualTo(16_280);
        assertThat(read.messages()).singleElement().asString().contains("the fields are name, cp, childNum");
    }

    @Test
    void readsTheOutputAreasOfLondon() throws Exception {
        ReadGrids read = ReadGrids.of(
                data("london-output-areas.zip"),
                ReadOptions.DEFAULTS.withFields(Map.of(GridField.CODE, "OA11CD", GridField.PARENT, "LAD11CD")));
        assertThat(new HashSet<>(read.codes())).hasSize(25_053);
        assertThat(read.grids())
                .allMatch(grid -> grid.boundary().isPresent() && grid.parent().isPresent());
        assertThat(read.reading().findings()).isEmpty();
    }

    @Test
    void readsOrRefusesEveryShapefileOfOthersTests() throws Exception {
        Set<String> polygons = new HashSet<>();
        List<Path> all;
        try (Stream<Path> walk = Files.walk(data("shapefiles"))) {
            all = walk.filter(file -> file.toString().matches(".*\\.(shp|zip)")).toList();
        }
        assertThat(all).hasSizeGreaterThan(40);
        for (Path file : all) {
            long start = System.nanoTime();
            try {
                ReadGrids read = ReadGrids.of(file, ReadOptions.DEFAULTS.withCoordinateSystem("EPSG:32650"));
                assertThat(read.grids()).as(file.toString()).isNotEmpty();
                polygons.add(file.getFileName().toString());
            } catch (InvalidBoundaryFileException e) {
                assertThat(e)
                        .as(file.toString())
                        .hasMessageContaining(file.getFileName().toString());
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        }
        assertThat(polygons)
                .contains("blockgroups.shp", "blockgroups.zip", "blockgroups_multishapefile.zip", "latin1.shp")
                .contains("multi_polygon.shp", "ne_10m_lakes_north_america.shp", "polygonz.shp", "states.shp")
                .doesNotContain("empty_zipfile.zip", "corrupt_too_long.shp", "file_cp936.shp", "multipatch.shp");
    }

    @Test
    void readsTheAttributesOfOthersTests() throws Exception {
        ReadOptions degrees = ReadOptions.DEFAULTS.withCoordinateSystem("wgs84");
        ReadGrids latin = ReadGrids.of(data("shapefiles/pyshp/latin1.shp"), degrees);
        assertThat(latin.names()).containsExactly("Ñandú");
        ReadGrids layers = ReadGrids.of(data("shapefiles/pyshp/blockgroups_multishapefile.zip"), degrees);
        assertThat(layers.reading().layers()).extracting(LayerReading::rows).containsExactly(663L, 663L);
        assertThatThrownBy(() -> ReadGrids.of(data("shapefiles/shapelib/polygon.shp")))
                .hasMessageContaining("there is no .prj beside it");
    }

    private static long vertices(List<DrawnGrid> grids) {
        return grids.stream()
                .mapToLong(grid -> grid.boundary().orElseThrow().getNumPoints())
                .sum();
    }

    private static Envelope box(List<DrawnGrid> grids) {
        Envelope box = new Envelope();
        grids.forEach(grid -> box.expandToInclude(grid.boundary().orElseThrow().getEnvelopeInternal()));
        return box;
    }

    private static Path data(String name) {
        Path file = Path.of(System.getProperty("hexdispatch.data", "")).resolve(name);
        assumeTrue(Files.exists(file), file + " is not there");
        return file;
    }
}
