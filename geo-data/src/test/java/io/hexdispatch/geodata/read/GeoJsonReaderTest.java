package io.hexdispatch.geodata.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.hexdispatch.geodata.TestGrids;
import io.hexdispatch.geodata.write.GeoJsonWriter;
import io.hexdispatch.grid.BoundarySet;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeoJsonReaderTest {
    private static final String PROPERTIES = "\"properties\":{\"code\":\"c-1\",\"name\":\"一\",\"level\":\"cell\"}";
    private static final String TRIANGLE = "[[[113.6,34.7],[113.7,34.7],[113.7,34.8],[113.6,34.7]]]";
    private static final String GEOMETRY = "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":" + TRIANGLE + "}";

    @TempDir
    private Path folder;

    @Test
    void takesMembersInAnyOrderAndIgnoresUnknownOnes() throws Exception {
        BoundarySet boundaries = read(
                """
                {"features":[
                {"geometry":{"bbox":[1,2],"coordinates":%s,"type":"Polygon"},"bbox":[[1]],"type":"Feature","id":7,
                 "properties":{"parent":"p","area":NaN,"deep":{"a":[{"b":null}]},"level":"MICRO_CELL","name":"","code":"c-1"}}
                ],"name":"layer","title":"城","type":"FeatureCollection","version":"7"}
                """
                        .formatted(TRIANGLE));
        assertThat(boundaries.version()).isEqualTo("7");
        assertThat(boundaries.title()).isEqualTo("城");
        Grid grid = boundaries.grids().get(0);
        assertThat(grid.code()).isEqualTo(new GridCode("c-1"));
        assertThat(grid.level()).isEqualTo(GridLevel.MICRO_CELL);
        assertThat(grid.parent()).contains(new GridCode("p"));
        assertThat(grid.boundary().toText()).isEqualTo("POLYGON ((113.6 34.7, 113.7 34.7, 113.7 34.8, 113.6 34.7))");
    }

    @Test
    void namesASetWithoutVersionAndTitleByItsFile() throws Exception {
        Path file = write(collection(feature()) + "\n");
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        BoundarySet boundaries = new GeoJsonReader().read(file);
        assertThat(boundaries.version()).isEqualTo(sha256.substring(0, 12));
        assertThat(boundaries.title()).isEqualTo("city.geojson");
    }

    @Test
    void passesOverAltitudesAndAByteOrderMark() throws Exception {
        String text = collection(feature()).replace("[113.7,34.7]", "[113.7,34.7,120.5]");
        assertThat(read("\uFEFF" + text).grids().get(0).boundary().getNumPoints())
                .isEqualTo(4);
    }

    @Test
    void takesACoordinateSystemMemberThatNamesWgs84() throws Exception {
        assertThat(read(withCoordinateSystem("urn:ogc:def:crs:OGC:1.3:CRS84")).grids())
                .hasSize(1);
    }

    @Test
    void refusesAnotherCoordinateSystem() throws Exception {
        assertRefused(withCoordinateSystem("urn:ogc:def:crs:EPSG::4547"))
                .hasMessageContaining(
                        "the coordinate system is \"urn:ogc:def:crs:EPSG::4547\"; longitude and latitude");
    }

    @Test
    void leavesAMissingFileToTheFileSystem() {
        assertThatThrownBy(() -> new GeoJsonReader().read(folder.resolve("absent.geojson")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void namesFilePlaceFeatureAndCodeOfAProblem() throws Exception {
        String second = feature().replace("c-1", "c-2").replace("[113.6,34.7]]]", "[113.6,34.75]]]");
        String text = collection(feature() + ",\n" + second);
        int column = text.lines().skip(2).findFirst().orElseThrow().indexOf("]]}") + 1;
        assertRefused(text)
                // The column counts bytes, and the name before it is one character of three bytes.
                .hasMessage("city.geojson, line 3, column " + (column + 2)
                        + ", feature 2 (code c-2): ring 1 is not closed: it begins at [113.6, 34.7] and ends at"
                        + " [113.6, 34.75]; its last position has to repeat its first");
    }

    @Test
    void namesAFeatureByItsPositionWhereTheCodeIsNotReadYet() throws Exception {
        assertRefused(collection("{\"type\":\"Feature\"," + GEOMETRY.replace("113.7", "\"113.7\"") + "}"))
                .hasMessageContaining(
                        ", feature 1: a longitude is the text \"113.7\"; a number without quotes is wanted");
    }

    @Test
    void saysThatAFileIsNotAFeatureCollection() throws Exception {
        assertRefused("").hasMessageContaining("the file is empty");
        assertRefused(" \n\n ").hasMessageContaining("the file is empty");
        assertRefused("PK\u0003\u0004").hasMessageContaining("the file is not well-formed JSON in UTF-8");
        assertRefused("[]").hasMessageContaining("the file's content is an array; an object is wanted");
        assertRefused(feature()).hasMessageContaining("\"type\" is \"Feature\"; \"FeatureCollection\" is wanted");
        assertRefused("{}").hasMessageContaining("the object has no \"type\"");
        assertRefused("{\"type\":\"FeatureCollection\"}").hasMessageContaining("the object has no \"features\"");
        assertRefused("{\"type\":\"FeatureCollection\",\"features\":{}}")
                .hasMessageContaining("\"features\" is an object; an array is wanted");
        assertRefused(collection(feature()) + collection(feature()))
                .hasMessageMatching("city.geojson, line 2, column \\d+: more follows after the end of .*");
        assertRefused(collection(feature())
                        .replace("\"type\":\"FeatureCollection\"", "\"type\":\"FeatureCollection\",\"version\":3"))
                .hasMessageContaining("\"version\" is 3; a text in quotes is wanted");
    }

    @Test
    void saysWhatIsWrongWithAttributes() throws Exception {
        assertRefused(collection("null")).hasMessageContaining("feature 1: the feature is null; an object is wanted");
        assertRefused(collection("{\"type\":\"Feature\"," + GEOMETRY + "}"))
                .hasMessageContaining("the feature has no \"properties\"");
        assertRefused(feature("\"code\":\"c-1\"", "\"code\":410184"))
                .hasMessageContaining("\"code\" is 410184; a text in quotes is wanted");
        assertRefused(feature("\"code\":\"c-1\"", "\"code\":\"新郑\""))
                .hasMessageContaining("\"code\" is wrong: grid code \"新郑\" is not 1 to 32 ASCII letters");
        assertRefused(feature("\"code\":\"c-1\",", "")).hasMessageContaining("no property \"code\"");
        assertRefused(feature("\"name\":\"一\",", ""))
                .hasMessageContaining("(code c-1): the feature has no property \"name\"");
        assertRefused(feature(",\"level\":\"cell\"", "")).hasMessageContaining("no property \"level\"");
        assertRefused(feature("\"cell\"", "\"street\""))
                .hasMessageContaining(
                        "\"level\" is \"street\"; one of city, county, township, community, cell, micro_cell, dedicated");
        assertRefused(feature("\"cell\"", "\"cell\",\"parent\":\"\""))
                .hasMessageContaining("\"parent\" is wrong: grid code \"\"");
        assertRefused(feature("\"code\":\"c-1\"", "\"code\":\"c-1\",\"code\":\"c-2\""))
                .hasMessageContaining("feature 1 (code c-1)")
                .hasMessageContaining("Duplicate field 'code'");
    }

    @Test
    void saysWhatIsWrongWithAGeometry() throws Exception {
        assertRefused(feature(GEOMETRY, "\"geometry\":null"))
                .hasMessageContaining("(code c-1): \"geometry\" is null; an object is wanted");
        assertRefused(feature("," + GEOMETRY, "")).hasMessageContaining("the feature has no \"geometry\"");
        assertRefused(feature("\"Polygon\"", "\"Point\""))
                .hasMessageContaining("the geometry is a Point; Polygon or MultiPolygon is wanted");
        assertRefused(feature("\"Polygon\"", "\"MultiPolygon\""))
                .hasMessageContaining(
                        "the geometry's type is MultiPolygon, but its coordinates are nested as those of a Polygon");
        assertRefused(feature("\"type\":\"Polygon\",", "")).hasMessageContaining("the geometry has no \"type\"");
        assertRefused(feature(",\"coordinates\":" + TRIANGLE, "")).hasMessageContaining("no \"coordinates\"");
    }

    @Test
    void saysWhatIsWrongWithCoordinates() throws Exception {
        assertRefused(coordinates("[]")).hasMessageContaining("the coordinates are nested 1 deep; 3 is wanted");
        assertRefused(coordinates("[[1,2],[3,4]]")).hasMessageContaining("the coordinates are nested 2 deep");
        assertRefused(coordinates("[[[[[1,2]]]]]")).hasMessageContaining("the coordinates are nested 5 deep");
        assertRefused(coordinates("[[[1,2],[2,2],[1,2]]]"))
                .hasMessageContaining("ring 1 has 3 positions; at least 4 are wanted");
        assertRefused(coordinates("[" + ring() + ",[[1,2],[2,2],[2,3]]]"))
                .hasMessageContaining("ring 2 is not closed: it begins at [1.0, 2.0]");
        assertRefused(coordinates("[" + ring() + ",[]]"))
                .hasMessageContaining("what is in a ring is missing; an array is wanted");
        assertRefused(coordinates("[[[1,2],5]]")).hasMessageContaining("a position is 5; an array is wanted");
        assertRefused(coordinates("[[[1]]]")).hasMessageContaining("a latitude is missing; a number");
        assertRefused(coordinates("[[[1,2,3,4]]]"))
                .hasMessageContaining("what follows the numbers of a position")
                .hasMessageContaining("is 4; its end is wanted");
        assertRefused(coordinates("[[[113.6,NaN]]]")).hasMessageContaining("a latitude is NaN; a finite number");
        assertRefused(coordinates("[[[1e999,2]]]")).hasMessageContaining("a longitude is 1e999; a finite number");
        assertRefused(coordinates("[[[null,2]]]")).hasMessageContaining("a longitude is null; a number");
        assertRefused(coordinates("[[[" + "1".repeat(200) + ",2]]]"))
                .hasMessageContaining("the JSON text goes beyond what is read here");
        assertRefused(coordinates("[".repeat(100_000)))
                .hasMessageContaining("the JSON text goes beyond what is read here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[34.75,113.62]", "[43.8,87.6]", "[-33.9,151.2]"})
    void saysThatCoordinatesAreSwapped(String position) throws Exception {
        assertRefused(coordinates("[[" + position + "]]"))
                .hasMessageContaining(position.replace(",", ", ") + " has its coordinates swapped, it seems")
                .hasMessageContaining("GeoJSON has longitude before latitude");
    }

    @Test
    void saysThatCoordinatesAreNotDegrees() throws Exception {
        assertRefused(coordinates("[[[38463210.5,3845000]]]"))
                .hasMessageContaining("[3.84632105E7, 3845000.0] is not on the earth");
        assertRefused(coordinates("[[[113,113]]]")).hasMessageContaining("[113.0, 113.0] is not on the earth");
    }

    @Test
    void saysThatAFileIsNotUtf8() throws Exception {
        byte[] gbk = feature("一", "新郑市观音寺镇").getBytes(Charset.forName("GBK"));
        assertRefused(gbk).hasMessageContaining("feature 1").hasMessageContaining("not well-formed JSON in UTF-8");
    }

    @Test
    void saysOfAFileCutOffAnywhereThatItIsNotWhole() throws Exception {
        byte[] whole = written(TestGrids.smallCity());
        for (int length = 1; length < whole.length; length++) {
            assertRefused(Arrays.copyOf(whole, length)).hasMessageStartingWith("city.geojson, line ");
        }
    }

    @Test
    void readsOrRefusesAFileWithWrongBytesButNeverFailsOtherwise() throws Exception {
        byte[] whole = written(TestGrids.smallCity());
        Random random = new Random(20260303);
        String likely = "{}[]\",:0123456789-.eE\\ntfu \u0000\u007f\u00e6";
        for (int round = 0; round < 5_000; round++) {
            byte[] wrong = whole.clone();
            for (int change = random.nextInt(3); change >= 0; change--) {
                wrong[random.nextInt(wrong.length)] = random.nextBoolean()
                        ? (byte) likely.charAt(random.nextInt(likely.length()))
                        : (byte) random.nextInt(256);
            }
            try {
                read(wrong);
            } catch (InvalidBoundaryFileException e) {
                assertThat(e).hasMessageStartingWith("city.geojson, line ");
            } catch (RuntimeException | IOException e) {
                fail("round " + round + ": " + new String(wrong, StandardCharsets.UTF_8), e);
            }
        }
    }

    private static String ring() {
        return TRIANGLE.substring(1, TRIANGLE.length() - 1);
    }

    private static String feature() {
        return "{\"type\":\"Feature\"," + PROPERTIES + "," + GEOMETRY + "}";
    }

    /** A collection of one feature in which a piece is replaced by another. */
    private static String feature(String piece, String other) {
        assertThat(feature()).contains(piece);
        return collection(feature().replace(piece, other));
    }

    private static String coordinates(String coordinates) {
        return feature(TRIANGLE, coordinates);
    }

    private static String collection(String features) {
        return "{\"type\":\"FeatureCollection\",\"features\":[\n" + features + "]}";
    }

    private static String withCoordinateSystem(String name) {
        return collection(feature())
                .replace(
                        "\"features\"",
                        "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"" + name + "\"}},\"features\"");
    }

    private static byte[] written(BoundarySet boundaries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new GeoJsonWriter().write(boundaries, out);
        return out.toByteArray();
    }

    private AbstractThrowableAssert<?, ?> assertRefused(String text) throws IOException {
        return assertRefused(text.getBytes(StandardCharsets.UTF_8));
    }

    private AbstractThrowableAssert<?, ?> assertRefused(byte[] content) throws IOException {
        return assertThatThrownBy(() -> read(content)).isInstanceOf(InvalidBoundaryFileException.class);
    }

    private BoundarySet read(String text) throws Exception {
        return new GeoJsonReader().read(write(text));
    }

    private BoundarySet read(byte[] content) throws IOException, InvalidBoundaryFileException {
        return new GeoJsonReader().read(Files.write(folder.resolve("city.geojson"), content));
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("city.geojson"), text);
    }
}
