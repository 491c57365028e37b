package io.hexdispatch.geodata.read;

import static io.hexdispatch.geodata.read.TestShapefile.clockwiseSquare;
import static io.hexdispatch.geodata.read.TestShapefile.reversed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hexdispatch.geodata.DrawnGrid;
import io.hexdispatch.geodata.TestGrids;
import io.hexdispatch.geodata.read.ReadFinding.Kind;
import io.hexdispatch.geodata.read.ReadFinding.Severity;
import io.hexdispatch.geodata.write.ShapefileWriter;
import io.hexdispatch.grid.BoundarySet;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.coordinate.LonLat;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShapefileReaderTest {
    private static final double[] SHELL = clockwiseSquare(113, 34, 1);
    private static final double[] HOLE = reversed(clockwiseSquare(113.25, 34.25, 0.5));
    private static final double[] ISLAND = clockwiseSquare(113.375, 34.375, 0.25);

    @TempDir
    private Path folder;

    @Test
    void readsWhatTheProgramWritesAsItWas() throws Exception {
        for (BoundarySet set : List.of(TestGrids.smallCity(), TestGrids.stars(300, 20260305))) {
            Path zip = folder.resolve("set.zip");
            try (OutputStream out = Files.newOutputStream(zip)) {
                new ShapefileWriter().write(set, out);
            }
            ReadGrids read = ReadGrids.of(zip);
            assertThat(read.reading().findings()).isEmpty();
            assertThat(read.grids()).hasSameSizeAs(set.grids());
            for (DrawnGrid grid : read.grids()) {
                Grid written = set.grids().stream()
                        .filter(one -> one.code().value().equals(grid.code().orElseThrow()))
                        .findFirst()
                        .orElseThrow();
                assertThat(grid.name()).contains(written.name());
                assertThat(grid.level()).contains(written.level().name().toLowerCase(Locale.ROOT));
                assertThat(grid.parent()).isEqualTo(written.parent().map(GridCode::value));
                assertThat(grid.boundary().orElseThrow().norm().toText())
                        .isEqualTo(written.boundary().norm().toText());
            }
        }
    }

    @Test
    void passesOverHeightsAndMeasuresAndSaysSo() throws Exception {
        for (int type : new int[] {TestShapefile.POLYGON_Z, TestShapefile.POLYGON_M}) {
            ReadGrids read = ReadGrids.of(new TestShapefile(StandardCharsets.UTF_8, "code")
                    .ofType(type)
                    .row(List.of("c-1"), SHELL, HOLE)
                    .write(folder, "t" + type));
            assertThat(read.shape(1)).startsWith("POLYGON ((113 34, 113 35, 114 35, 114 34, 113 34), (113.25 34.25,");
            assertThat(read.layer().heightsIgnored()).isEqualTo(type == TestShapefile.POLYGON_Z);
            assertThat(read.layer().measuresIgnored()).isEqualTo(type == TestShapefile.POLYGON_M);
            assertThat(read.reading().findings()).isEmpty();
        }
    }

    @Test
    void findsTheHolesOfEachShellAndTheIslandsInThem() throws Exception {
        double[] otherShell = clockwiseSquare(115, 34, 1);
        double[] otherHole = reversed(clockwiseSquare(115.125, 34.125, 0.125));
        ReadGrids read = ReadGrids.of(new TestShapefile(StandardCharsets.UTF_8, "code")
                .row(List.of("c-1"), otherHole, ISLAND, SHELL, HOLE, otherShell)
                .write(folder, "nested"));
        assertThat(read.reading().findings()).isEmpty();
        assertThat(read.grids().get(0).boundary().orElseThrow().norm().toText())
                .isEqualTo(TestGrids.wkt("MULTIPOLYGON (((113 34, 113 35, 114 35, 114 34, 113 34),"
                                + " (113.25 34.25, 113.75 34.25, 113.75 34.75, 113.25 34.75, 113.25 34.25)),"
                                + " ((113.375 34.375, 113.375 34.625, 113.625 34.625, 113.625 34.375, 113.375 34.375)),"
                                + " ((115 34, 115 35, 116 35, 116 34, 115 34),"
                                + " (115.125 34.125, 115.25 34.125, 115.25 34.25, 115.125 34.25, 115.125 34.125)))")
                        .norm()
                        .toText());
    }

    @Test
    void takesRingsOfTheWrongDirectionByWhereTheyLieAndSaysSo() throws Exception {
        ReadGrids read = ReadGrids.of(new TestShapefile(StandardCharsets.UTF_8, "code")
                .row(List.of("c-1"), reversed(SHELL), reversed(HOLE))
                .row(List.of("c-2"), SHELL, reversed(HOLE))
                .row(List.of("c-3"), reversed(SHELL))
                .write(folder, "turned"));
        assertThat(read.grids())
                .extracting(grid -> grid.boundary().orElseThrow().getArea())
                .containsExactly(0.75, 0.75, 1.0);
        assertThat(read.reading().findings()).hasSize(3).allSatisfy(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.kind()).isEqualTo(Kind.RING);
        });
        assertThat(read.messages().get(1)).startsWith("ring 2 of the record at offset ");
    }

    @Test
    void closesARingThatIsOpenAndSaysWhere() throws Exception {
        ReadGrids read = ReadGrids.of(new TestShapefile(StandardCharsets.UTF_8, "code")
                .row(List.of("c-1"), Arrays.copyOf(SHELL, 8))
                .write(folder, "open"));
        assertThat(read.shape(1)).isEqualTo("POLYGON ((113 34, 113 35, 114 35, 114 34, 113 34))");
        ReadFinding finding = read.reading().findings().get(0);
        assertThat(finding.message())
                .isEqualTo("ring 1 at offset 156 is not closed: it begins at 113.0, 34.0 and ends at"
                        + " 114.0, 34.0; a line between them was added");
        assertThat(finding.layer()).isEqualTo("open");
        assertThat(finding.row()).isEqualTo(1);
        assertThat(finding.code()).contains("c-1");
        assertThat(finding.offset()).isEqualTo(OptionalLong.of(156));
        assertThat(finding.place()).contains(new LonLat(113, 34));
    }

    @Test
    void tellsOfNullShapesShortRingsAndNumbersThatAreNone() throws Exception {
        double[] notANumber = SHELL.clone();
        notANumber[3] = Double.NaN;
        ReadGrids read = ReadGrids.of(new TestShapefile(StandardCharsets.UTF_8, "code")
                .row(List.of("c-1"))
                .row(List.of("c-2"), new double[] {113, 34, 114, 35})
                .row(List.of("c-3"), notANumber)
                .row(List.of("c-4"), SHELL, new double[] {113.5, 34.5, 113.5, 34.5})
                .write(folder, "bad"));
        assertThat(read.grids())
                .extracting(grid -> grid.boundary().isPresent())
                .containsExactly(false, false, false, true);
        assertThat(read.reading().findings())
                .extracting(ReadFinding::kind)
                .containsExactly(Kind.NULL_SHAPE, Kind.RING, Kind.COORDINATE, Kind.RING);
        assertThat(read.reading().findings()).extracting(ReadFinding::row).containsExactly(1L, 2L, 3L, 4L);
        assertThat(read.messages().get(2)).contains("position 2 at offset", "y is NaN; a number is wanted");
        assertThat(read.reading().hasErrors()).isTrue();
    }

    @Test
    void passesOverDeletedRowsWithTheirShapes() throws Exception {
        Map<String, byte[]> files =
                TestShapefile.twoSquares(StandardCharsets.UTF_8).files();
        files.get("dbf")[97] = '*';
        ReadGrids read = ReadGrids.of(TestShapefile.write(folder, "deleted", files));
        assertThat(read.codes()).containsExactly("c-2");
        assertThat(read.grids().get(0).row()).isEqualTo(2);
        assertThat(read.layer().deletedRows()).isEqualTo(1);
        assertThat(read.layer().rows()).isEqualTo(1);
    }

    @Test
    void readsWithoutAnIndexOrWithAWrongOne() throws Exception {
        Map<String, byte[]> files =
                TestShapefile.twoSquares(StandardCharsets.UTF_8).files();
        byte[] index = files.remove("shx");
        ReadGrids without = ReadGrids.of(TestShapefile.write(folder, "without", files));
        assertThat(without.codes()).containsExactly("c-1", "c-2");
        assertThat(without.messages()).singleElement().asString().contains("there is no .shx");
        index[103] = 7;
        files.put("shx", index);
        ReadGrids wrong = ReadGrids.of(TestShapefile.write(folder, "wrong", files));
        assertThat(wrong.grids()).hasSize(2).allMatch(grid -> grid.boundary().isPresent());
        assertThat(wrong.messages()).singleElement().asString().contains("the .shx does not fit the .shp");
    }

    @Test
    void followsTheIndexWhereRecordsStandInAnotherOrder() throws Exception {
        Map<String, byte[]> files =
                TestShapefile.twoSquares(StandardCharsets.UTF_8).files();
        byte[] index = files.get("shx");
        byte[] first = Arrays.copyOfRange(index, 100, 108);
        System.arraycopy(index, 108, index, 100, 8);
        System.arraycopy(first, 0, index, 108, 8);
        ReadGrids read = ReadGrids.of(TestShapefile.write(folder, "shuffled", files));
        assertThat(read.shape(1)).startsWith("POLYGON ((113.61 34.7");
        assertThat(read.messages().get(0)).contains("do not stand in the .shp in the order of their rows");
    }

    @Test
    void goesOnBehindALengthThatLiesByTheIndex() throws Exception {
        Map<String, byte[]> files =
                TestShapefile.twoSquares(StandardCharsets.UTF_8).files();
        ByteBuffer.wrap(files.get("shp")).putInt(104, 1_000_000);
        ReadGrids read = ReadGrids.of(TestShapefile.write(folder, "lies", files));
        assertThat(read.grids()).hasSize(2).allMatch(grid -> grid.boundary().isPresent());
        assertThat(read.messages().get(0))
                .isEqualTo(
                        "lies.shp, offset 100: the record that begins here does not end within the file, which has 372"
                                + " bytes; the file is cut off, or a length is wrong");
    }

    @Test
    void tellsOfCountsForWhichThereAreNoBytes() throws Exception {
        Map<String, byte[]> files =
                TestShapefile.twoSquares(StandardCharsets.UTF_8).files();
        ByteBuffer.wrap(files.get("shp")).order(ByteOrder.LITTLE_ENDIAN).putInt(100 + 8 + 36, 0x8000_0000);
        ReadGrids read = ReadGrids.of(TestShapefile.write(folder, "counts", files));
        assertThat(read.messages())
                .singleElement()
                .asString()
                .contains(
                        "the record at offset 100 states 2147483648 rings and 5 positions, which need 8589934716 bytes");
        assertThat(read.grids().get(1).boundary()).isPresent();
    }

    @Test
    void comparesTheNumbersOfRowsAndShapes() throws Exception {
        Map<String, byte[]> files =
                TestShapefile.twoSquares(StandardCharsets.UTF_8).files();
        byte[] table = files.get("dbf");
        files.put("dbf", Arrays.copyOf(table, table.length - 42));
        ByteBuffer.wrap(files.get("dbf")).order(ByteOrder.LITTLE_ENDIAN).putInt(4, 1);
        ReadGrids fewer = ReadGrids.of(TestShapefile.write(folder, "fewer", files));
        assertThat(fewer.codes()).containsExactly("c-1", "");
        assertThat(fewer.messages())
                .containsExactly("the .dbf has 1 rows and the .shp 2 shapes; from row 2 on they have no attributes");
        Map<String, byte[]> one = new TestShapefile(StandardCharsets.UTF_8, "code", "name")
                .row(List.of("c-1", "x"), SHELL)
                .files();
        one.put("dbf", table);
        ReadGrids more = ReadGrids.of(TestShapefile.write(folder, "more", one));
        assertThat(more.codes()).containsExactly("c-1");
        assertThat(more.messages()).singleElement().asString().contains("from row 2 on there are no shapes");
    }

    @Test
    void readsShapesWithoutATableAndSaysThatNoGridHasACode() throws Exception {
        Map<String, byte[]> files =
                TestShapefile.twoSquares(StandardCharsets.UTF_8).files();
        files.remove("dbf");
        ReadGrids read = ReadGrids.of(TestShapefile.write(folder, "bare", files));
        assertThat(read.grids()).hasSize(2).allMatch(grid -> grid.code().isEmpty());
        assertThat(read.messages().get(0)).isEqualTo("there is no .dbf, so that no grid has a code");
        assertThat(read.layer().encoding()).isEqualTo(Optional.empty());
    }

    @Test
    void readsATableOfUnknownVersionAndWithAHeaderThatLies() throws Exception {
        Map<String, byte[]> files =
                TestShapefile.twoSquares(StandardCharsets.UTF_8).files();
        files.get("dbf")[0] = 0x77;
        files.get("dbf")[8] = 65;
        ReadGrids read = ReadGrids.of(TestShapefile.write(folder, "odd", files));
        assertThat(read.codes()).containsExactly("c-1", "c-2");
        assertThat(read.messages()).hasSize(2);
        assertThat(read.messages().get(0)).contains("odd.dbf: the version byte is 0x77, which is unknown");
        assertThat(read.messages().get(1)).contains("the header says that it has 65 bytes, but its fields end at 97");
    }

    @Test
    void ignoresWhatFollowsAfterTheStatedEnd() throws Exception {
        Map<String, byte[]> files =
                TestShapefile.twoSquares(StandardCharsets.UTF_8).files();
        byte[] shapes = files.get("shp");
        byte[] longer = Arrays.copyOf(shapes, shapes.length + 136);
        System.arraycopy(shapes, 100, longer, shapes.length, 136);
        files.put("shp", longer);
        ReadGrids read = ReadGrids.of(TestShapefile.write(folder, "long", files));
        assertThat(read.grids()).hasSize(2);
        assertThat(read.messages())
                .singleElement()
                .asString()
                .contains("the header says 372 bytes, and the file has 508");
    }

    @Test
    void refusesOtherShapesByTheNameOfTheirType() throws Exception {
        Map<String, byte[]> points =
                TestShapefile.twoSquares(StandardCharsets.UTF_8).files();
        points.get("shp")[32] = 11;
        Path file = TestShapefile.write(folder, "points", points);
        assertThatThrownBy(() -> ReadGrids.of(file))
                .isInstanceOf(InvalidBoundaryFileException.class)
                .hasMessage(
                        "points.shp, offset 32: the shapes are of type 11 (PointZ); 5 (Polygon), 15 (PolygonZ) or 25"
                                + " (PolygonM) is wanted");
    }

    @Test
    void passesOverALayerOfPointsBesideOneOfPolygons() throws Exception {
        Map<String, byte[]> points =
                TestShapefile.twoSquares(StandardCharsets.UTF_8).files();
        points.get("shp")[32] = 1;
        TestShapefile.write(folder, "centres", points);
        TestShapefile.twoSquares(StandardCharsets.UTF_8).write(folder, "grids");
        ReadGrids read = ReadGrids.of(folder);
        assertThat(read.reading().layers()).extracting(LayerReading::layer).containsExactly("grids");
        assertThat(read.messages())
                .containsExactly("the layer is passed over: its shapes are of type 1 (Point), not polygons");
        assertThatThrownBy(() -> ReadGrids.of(folder, ReadOptions.DEFAULTS.withLayers(Set.of("centres"))))
                .hasMessageContaining("are of type 1 (Point)");
        assertThatThrownBy(() -> ReadGrids.of(folder, ReadOptions.DEFAULTS.withLayers(Set.of("absent"))))
                .hasMessageContaining("there is no layer absent; the layers are centres, grids");
    }
}
