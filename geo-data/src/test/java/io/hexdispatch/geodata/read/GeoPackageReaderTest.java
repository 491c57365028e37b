package io.hexdispatch.geodata.read;

import static io.hexdispatch.geodata.read.TestGeoPackage.geometry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hexdispatch.geodata.TestGrids;
import io.hexdispatch.geodata.read.ReadFinding.Kind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ByteOrderValues;
import org.locationtech.jts.io.WKTReader;

class GeoPackageReaderTest {
    private static final String SQUARE = "POLYGON ((113 34, 113 35, 114 35, 114 34, 113 34))";
    private static final String PARTS = "MULTIPOLYGON (((113 34, 113 35, 114 35, 114 34, 113 34),"
            + " (113.25 34.25, 113.75 34.25, 113.75 34.75, 113.25 34.25)), ((115 34, 115 35, 116 35, 115 34)))";

    @TempDir
    private Path folder;

    @Test
    void readsLayersOfPolygonsOfEveryForm() throws Exception {
        Geometry withHeights = new WKTReader().read("POLYGON Z ((113 34 9, 113 35 9, 114 35 9, 114 34 9, 113 34 9))");
        Path file = geoPackage()
                .layer("区县", 4326)
                .row("区县", "c-1", "新郑市", geometry(SQUARE))
                .row("区县", "c-2", null, geometry(PARTS))
                .row("区县", "c-3", "x", geometry(withHeights, 3, ByteOrderValues.BIG_ENDIAN))
                .layer("town-ship", 4326)
                .written();
        ReadGrids read = ReadGrids.of(file);
        assertThat(read.reading().findings()).isEmpty();
        assertThat(read.codes()).containsExactly("c-1", "c-2", "c-3");
        assertThat(read.names()).containsExactly("新郑市", "", "x");
        assertThat(read.shape(1)).isEqualTo(SQUARE);
        assertThat(read.shape(2)).isEqualTo(PARTS);
        assertThat(read.shape(3)).isEqualTo(SQUARE);
        LayerReading layer = read.reading().layers().stream()
                .filter(one -> one.layer().equals("区县"))
                .findFirst()
                .orElseThrow();
        assertThat(layer.heightsIgnored()).isTrue();
        assertThat(layer.coordinateSystem()).isEqualTo(new Choice("EPSG:4326 WGS 84", "gpkg_spatial_ref_sys says so"));
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).as("nothing is written beside the file").containsExactly(file);
        }
    }

    @Test
    void turnsCoordinatesByNumberAndByDefinition() throws Exception {
        String metres = "POLYGON ((463210.5 3845000, 463210.5 3846000, 464210.5 3846000, 463210.5 3845000))";
        Path file = geoPackage()
                .system(100_001, "QGIS", 1, RegisteredSystems.wkt(4547).orElseThrow())
                .layer("a", 4547)
                .row("a", "a-1", "x", geometry(metres))
                .layer("b", 100_001)
                .row("b", "b-1", "x", geometry(metres))
                .written();
        assertThat(ReadGrids.of(file).grids()).hasSize(2).allSatisfy(grid -> assertThat(
                        grid.boundary().orElseThrow().getCoordinate().x)
                .isCloseTo(113.598299617, within(1e-9)));
    }

    @Test
    void refusesALayerWithoutASystemWithAGuess() throws Exception {
        Path file = geoPackage()
                .layer("a", -1)
                .row("a", "a-1", "x", geometry(SQUARE))
                .written();
        assertThatThrownBy(() -> ReadGrids.of(file))
                .isInstanceOf(InvalidBoundaryFileException.class)
                .hasMessageContaining("a.gpkg, layer a: its coordinate system is not known, because its srs_id is -1"
                        + " (Undefined)")
                .hasMessageContaining("EPSG:4490 (CGCS2000)");
        assertThat(ReadGrids.of(file, ReadOptions.DEFAULTS.withCoordinateSystem("cgcs2000"))
                        .shape(1))
                .isEqualTo(SQUARE);
    }

    @Test
    void tellsOfGeometriesThatCannotBeRead() throws Exception {
        byte[] good = geometry(SQUARE);
        byte[] counts = good.clone();
        ByteBuffer.wrap(counts).order(ByteOrder.LITTLE_ENDIAN).putInt(13, 0x8000_0000);
        byte[] notANumber = good.clone();
        ByteBuffer.wrap(notANumber).order(ByteOrder.LITTLE_ENDIAN).putDouble(29, Double.NaN);
        byte[] deep = deeplyNested();
        Path file = geoPackage()
                .layer("a", 4326)
                .row("a", "c-1", "x", null)
                .row("a", "c-2", "x", "not a geometry".getBytes())
                .row("a", "c-3", "x", Arrays.copyOf(good, 40))
                .row("a", "c-4", "x", counts)
                .row("a", "c-5", "x", notANumber)
                .row("a", "c-6", "x", geometry("POINT (113 34)"))
                .row("a", "c-7", "x", deep)
                .row("a", "c-8", "x", new byte[] {'G', 'P', 0, 0x0E, 0, 0, 0, 0})
                .row("a", "c-9", "x", good)
                .written();
        ReadGrids read = ReadGrids.of(file);
        assertThat(read.grids()).extracting(grid -> grid.boundary().isPresent()).endsWith(false, true);
        assertThat(read.reading().findings())
                .extracting(ReadFinding::kind)
                .containsExactly(
                        Kind.NULL_SHAPE,
                        Kind.RECORD,
                        Kind.RECORD,
                        Kind.RECORD,
                        Kind.COORDINATE,
                        Kind.SHAPE_TYPE,
                        Kind.SHAPE_TYPE,
                        Kind.RECORD);
        assertThat(read.reading().findings())
                .extracting(ReadFinding::row)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(read.messages().get(3)).contains("it states 2147483648 rings, for which there is no room");
    }

    /** A collection in a collection, a hundred thousand deep, on which a reader that calls itself runs out of stack. */
    private static byte[] deeplyNested() {
        ByteBuffer out = ByteBuffer.allocate(8 + 9 * 100_000).order(ByteOrder.LITTLE_ENDIAN);
        out.put(new byte[] {'G', 'P', 0, 1}).putInt(4326);
        while (out.hasRemaining()) {
            out.put((byte) 1).putInt(7).putInt(1);
        }
        return out.array();
    }

    @Test
    void readsNoViewsAndRunsNoCodeOfTheFile() throws Exception {
        Path file = geoPackage()
                .execute("CREATE VIEW endless AS WITH RECURSIVE n(fid) AS (SELECT 1 UNION ALL SELECT fid + 1 FROM n)"
                        + " SELECT fid, NULL AS geom, 'x' AS 网格编码 FROM n")
                .register("endless", 4326)
                .layer("a", 4326)
                .row("a", "c-1", "x", geometry(SQUARE))
                .written();
        ReadGrids read = ReadGrids.of(file);
        assertThat(read.codes()).containsExactly("c-1");
        assertThat(read.messages()).containsExactly("the layer is passed over: it is not a plain table of the file");
        assertThatThrownBy(() -> ReadGrids.of(file, ReadOptions.DEFAULTS.withLayers(Set.of("endless"))))
                .hasMessageContaining("there is no layer endless");
    }

    @Test
    void refusesAValueThatWouldFillTheMemory() throws Exception {
        Path file = geoPackage()
                .layer("a", 4326)
                .row("a", "c-1", "x", geometry(SQUARE))
                .execute("INSERT INTO a (geom, 网格编码) VALUES (zeroblob(200000000), 'c-2')")
                .written();
        assertThatThrownBy(() -> ReadGrids.of(file))
                .isInstanceOf(InvalidBoundaryFileException.class)
                .hasMessageStartingWith("a.gpkg, layer a, row 2: the GeoPackage is damaged, or not one");
    }

    @Test
    void refusesADatabaseThatIsNoGeoPackageOrIsDamaged() throws Exception {
        byte[] whole = Files.readAllBytes(geoPackage()
                .layer("a", 4326)
                .row("a", "c-1", "x", geometry(TestGrids.wkt(SQUARE).buffer(0.1, 500), 2, 2))
                .written());
        for (int length = 16; length < whole.length; length += 997) {
            Path cut = Files.write(folder.resolve("cut.gpkg"), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> ReadGrids.of(cut))
                    .isInstanceOf(InvalidBoundaryFileException.class)
                    .hasMessageStartingWith("cut.gpkg");
        }
    }

    private TestGeoPackage geoPackage() throws Exception {
        return new TestGeoPackage(folder.resolve("a.gpkg"));
    }
}
