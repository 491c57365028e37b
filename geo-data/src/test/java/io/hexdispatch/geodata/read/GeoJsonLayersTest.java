package io.hexdispatch.geodata.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hexdispatch.geodata.TestGrids;
import io.hexdispatch.geodata.read.ReadFinding.Kind;
import io.hexdispatch.geodata.write.GeoJsonWriter;
import io.hexdispatch.grid.Grid;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeoJsonLayersTest {
    private static final String RING = "[[113.6,34.7],[113.7,34.7],[113.7,34.8],[113.6,34.7]]";

    @TempDir
    private Path folder;

    @Test
    void readsWhatTheProgramWritesAsItWas() throws Exception {
        Path file = folder.resolve("city.geojson");
        try (OutputStream out = Files.newOutputStream(file)) {
            new GeoJsonWriter().write(TestGrids.smallCity(), out);
        }
        ReadGrids read = ReadGrids.of(file);
        List<Grid> written = TestGrids.smallCity().grids();
        assertThat(read.reading().findings()).isEmpty();
        assertThat(read.grids()).hasSameSizeAs(written);
        for (int i = 0; i < written.size(); i++) {
            assertThat(read.codes().get(i)).isEqualTo(written.get(i).code().value());
            assertThat(read.grids().get(i).boundary().orElseThrow().norm().toText())
                    .isEqualTo(written.get(i).boundary().norm().toText());
        }
        assertThat(read.layer().layer()).isEqualTo("city");
        assertThat(read.layer().mapping())
                .containsOnlyKeys(GridField.CODE, GridField.NAME, GridField.LEVEL, GridField.PARENT);
    }

    @Test
    void readsFeaturesOneAfterTheOtherWithSeparatorsOrWithout() throws Exception {
        String features = feature("c-1", RING) + "\n" + feature("c-2", RING) + "\n";
        for (String text : List.of(
                features, features.replace("\n", "\r\n\r\n"), "\u001e" + features.replace("\n{", "\n\u001e{"))) {
            ReadGrids read = read(text);
            assertThat(read.codes()).containsExactly("c-1", "c-2");
            assertThat(read.reading().findings()).isEmpty();
        }
    }

    @Test
    void findsTheSystemAndThePropertiesWhereverTheyStand() throws Exception {
        String ring = "[[463210.5,3845000],[464210.5,3845000],[464210.5,3846000],[463210.5,3845000]]";
        ReadGrids read =
                read("{\"features\":[" + feature("c-1", ring).replace("\"网格编码\":", "\"x\":[{}],\"网格编码\":") + "],"
                        + "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::4547\"}},"
                        + "\"type\":\"FeatureCollection\"}");
        assertThat(read.codes()).containsExactly("c-1");
        assertThat(read.layer().fields()).containsExactlyInAnyOrder("x", "网格编码");
        assertThat(read.layer().coordinateSystem().reason()).isEqualTo("the member \"crs\" says so");
        assertThat(read.grids().get(0).boundary().orElseThrow().getCoordinate().x)
                .isCloseTo(113.598299617, within(1e-9));
    }

    @Test
    void goesOnBehindAFeatureWithoutAGoodGeometry() throws Exception {
        ReadGrids read = read(collection(
                feature("c-1", "[[113.6,34.7],[113.7,34.7],[113.7,34.8],[113.6,34.75]]"),
                feature("c-2", RING).replace("Polygon", "Point"),
                feature("c-3", "[[113.6,NaN],[113.7,{\"deep\":[1]}]]"),
                "{\"type\":\"Feature\",\"properties\":{\"网格编码\":\"c-4\"},\"geometry\":null}",
                feature("c-5", "[[34.7,113.6],[34.7,113.7],[34.8,113.7],[34.7,113.6]]"),
                feature("c-6", RING)));
        assertThat(read.codes()).containsExactly("c-1", "c-2", "c-3", "c-4", "c-5", "c-6");
        assertThat(read.grids())
                .extracting(grid -> grid.boundary().isPresent())
                .containsExactly(false, false, false, false, false, true);
        assertThat(read.reading().findings())
                .extracting(ReadFinding::kind)
                .containsExactly(Kind.RECORD, Kind.RECORD, Kind.RECORD, Kind.NULL_SHAPE, Kind.RECORD);
        assertThat(read.messages().get(0))
                .startsWith("grids.geojson, line 2, column ")
                .contains("ring 1 is not closed");
        assertThat(read.messages().get(1)).contains("the geometry is a Point; Polygon or MultiPolygon is wanted");
        assertThat(read.messages().get(4)).contains("has its coordinates swapped");
        ReadFinding first = read.reading().findings().get(0);
        assertThat(first.code()).contains("c-1");
        assertThat(first.row()).isEqualTo(1);
        assertThat(first.offset()).hasValue(41);
    }

    @Test
    void refusesCoordinatesThatAreNotDegreesWithAGuess() {
        String ring = "[[38463210.5,3845000],[38464210.5,3845000],[38464210.5,3846000],[38463210.5,3845000]]";
        assertThatThrownBy(() -> read(collection(feature("c-1", ring))))
                .isInstanceOf(InvalidBoundaryFileException.class)
                .hasMessageStartingWith("grids.geojson: its coordinate system is not known")
                .hasMessageContaining("EPSG:4526 if it is CGCS2000");
    }

    @Test
    void takesTheSystemThatIsNamed() throws Exception {
        ReadGrids read = ReadGrids.of(
                write(collection(feature("c-1", RING))), ReadOptions.DEFAULTS.withCoordinateSystem("gcj02"));
        assertThat(read.layer().coordinateSystem().value()).isEqualTo("GCJ-02");
        assertThat(read.grids().get(0).boundary().orElseThrow().getCoordinate().x)
                .isCloseTo(113.594, within(0.001));
    }

    @Test
    void writesNumbersInPropertiesAsCodes() throws Exception {
        ReadGrids read = ReadGrids.of(
                write(collection(feature("c-1", RING).replace("\"c-1\"", "410184104.0,\"年\":2026"))),
                ReadOptions.DEFAULTS.withFields(Map.of(GridField.NAME, "年")));
        assertThat(read.codes()).containsExactly("410184104");
        assertThat(read.names()).containsExactly("2026");
    }

    @Test
    void leavesOutAShapeWithMorePositionsThanAreRead() throws Exception {
        ReadLimits few = new ReadLimits(1_000_000, 10, 200, 10, 3, 10, 10);
        ReadGrids read = ReadGrids.of(
                new BoundaryReader(few, folder), write(collection(feature("c-1", RING))), ReadOptions.DEFAULTS);
        assertThat(read.messages())
                .singleElement()
                .asString()
                .contains("the geometry has more than 3 positions, which is the most that is read");
        ReadLimits one = new ReadLimits(1_000_000, 10, 200, 1, 100, 10, 10);
        assertThatThrownBy(() -> ReadGrids.of(
                        new BoundaryReader(one, folder),
                        write(collection(feature("c-1", RING), feature("c-2", RING))),
                        ReadOptions.DEFAULTS))
                .hasMessage("grids.geojson: there are 2 features; at most 1 are read");
    }

    @Test
    void refusesWhatIsNotGeoJsonByItsPlace() {
        assertThatThrownBy(() -> read("{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\""))
                .isInstanceOf(InvalidBoundaryFileException.class)
                .hasMessageMatching("grids.geojson, line 1, column \\d+, feature 1: the file ends in the middle.*");
        assertThatThrownBy(() -> read("{\"type\":\"Topology\"}"))
                .hasMessageContaining("\"type\" is \"Topology\"; a FeatureCollection or Feature is wanted");
        assertThatThrownBy(() -> read("[1]"))
                .hasMessageContaining("the file's content is an array; an object is wanted");
        assertThatThrownBy(() -> read("hello")).hasMessageContaining("offset 0: the file is neither a zip nor");
        assertThatThrownBy(() -> read("")).hasMessage("grids.geojson, offset 0: the file is empty");
    }

    private static String feature(String code, String ring) {
        return "{\"type\":\"Feature\",\"properties\":{\"网格编码\":\"" + code
                + "\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[" + ring + "]}}";
    }

    private static String collection(String... features) {
        return "{\"type\":\"FeatureCollection\",\"features\":\n[" + String.join(",\n", features) + "]}";
    }

    private Path write(String text) throws Exception {
        return Files.write(folder.resolve("grids.geojson"), text.getBytes(StandardCharsets.UTF_8));
    }

    private ReadGrids read(String text) throws Exception {
        return ReadGrids.of(write(text));
    }
}
