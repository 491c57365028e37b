package io.hexdispatch.geodata.write;

import static io.hexdispatch.geodata.TestGrids.grid;
import static io.hexdispatch.geodata.TestGrids.normalized;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hexdispatch.geodata.TestGrids;
import io.hexdispatch.grid.BoundarySet;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;

class ShapefileWriterTest {
    @Test
    void writesALayerOfFiveFilesForEachLevelThatHasGrids() throws IOException {
        assertThat(ShapefileLayer.unzipped(zipped(TestGrids.smallCity())).keySet())
                .containsExactly(
                        "county.shp",
                        "county.shx",
                        "county.dbf",
                        "county.prj",
                        "county.cpg",
                        "township.shp",
                        "township.shx",
                        "township.dbf",
                        "township.prj",
                        "township.cpg",
                        "dedicated.shp",
                        "dedicated.shx",
                        "dedicated.dbf",
                        "dedicated.prj",
                        "dedicated.cpg");
    }

    @Test
    void saysThatTextIsUtf8AndCoordinatesAreCgcs2000() throws IOException {
        Map<String, byte[]> files = ShapefileLayer.unzipped(zipped(TestGrids.smallCity()));
        assertThat(files.get("county.cpg")).asString(StandardCharsets.US_ASCII).isEqualTo("UTF-8");
        assertThat(files.get("county.prj"))
                .asString(StandardCharsets.US_ASCII)
                .startsWith("GEOGCS[\"GCS_China_Geodetic_Coordinate_System_2000\",DATUM[\"D_China_2000\"");
    }

    @Test
    void keepsHolesPartsAndAttributes() throws IOException {
        BoundarySet city = TestGrids.smallCity();
        Map<String, byte[]> files = ShapefileLayer.unzipped(zipped(city));
        List<Grid> grids = new ArrayList<>();
        for (String layer : List.of("county", "township", "dedicated")) {
            grids.addAll(ShapefileLayer.parse(files, layer).grids());
        }
        assertThat(normalized(new BoundarySet(city.version(), city.title(), grids)))
                .isEqualTo(normalized(city));
    }

    @Test
    void keepsEveryCoordinateOfManyIrregularGrids() throws IOException {
        BoundarySet stars = TestGrids.stars(500, 20260302);
        ShapefileLayer layer = ShapefileLayer.parse(ShapefileLayer.unzipped(zipped(stars)), "cell");
        assertThat(normalized(new BoundarySet(stars.version(), stars.title(), layer.grids())))
                .isEqualTo(normalized(stars));
    }

    @Test
    void boxesALayerByItsOwnGrids() throws IOException {
        ShapefileLayer layer =
                ShapefileLayer.parse(ShapefileLayer.unzipped(zipped(TestGrids.smallCity())), "dedicated");
        assertThat((Object) layer.box()).isEqualTo(new Envelope(113.8, 113.85, 34.5, 34.55));
    }

    @Test
    void cutsANameAtTheFieldLimitWithoutCuttingACharacter() throws IOException {
        // 254 bytes hold 84 characters of 3 bytes, or one letter and 63 of 4 bytes.
        String han = "网".repeat(90);
        String supplementary = "a" + "\uD842\uDFB7".repeat(70);
        BoundarySet named = TestGrids.named(han, supplementary, "x".repeat(254), "y".repeat(300));
        ShapefileLayer layer = ShapefileLayer.parse(ShapefileLayer.unzipped(zipped(named)), "cell");
        assertThat(layer.grids())
                .extracting(Grid::name)
                .containsExactly("网".repeat(84), "a" + "\uD842\uDFB7".repeat(63), "x".repeat(254), "y".repeat(254));
    }

    @Test
    void givesTheSameBytesForTheSameSet() throws IOException {
        assertThat(zipped(TestGrids.smallCity())).isEqualTo(zipped(TestGrids.smallCity()));
    }

    @Test
    void refusesABoundaryWithoutAnAreaBeforeAnythingIsWritten() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BoundarySet line = new BoundarySet(
                "v1", "line", List.of(grid("c-1", "line", GridLevel.CELL, null, "LINESTRING (0 0, 1 1)")));
        assertThatThrownBy(() -> new ShapefileWriter().write(line, out))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("grid c-1 is a LineString");
        assertThat(out.size()).isZero();
    }

    @Test
    void refusesALayerBeyondWhatTheFormatCanAddress() {
        Coordinate[] ring = new Coordinate[1_000_000];
        for (int i = 0; i < ring.length - 1; i++) {
            double angle = 2 * Math.PI * i / (ring.length - 1);
            ring[i] = new Coordinate(Math.cos(angle), Math.sin(angle));
        }
        ring[ring.length - 1] = ring[0].copy();
        Polygon circle = new GeometryFactory().createPolygon(ring);
        Grid grid = new Grid(new GridCode("c-1"), "circle", GridLevel.CELL, Optional.empty(), circle);
        BoundarySet tooMuch = new BoundarySet("v1", "too much", Collections.nCopies(269, grid));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThatThrownBy(() -> new ShapefileWriter().write(tooMuch, out))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("layer cell need 4304015164 bytes; a shapefile holds at most 4294967294");
        assertThat(out.size()).isZero();
    }

    private static byte[] zipped(BoundarySet boundaries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ShapefileWriter().write(boundaries, out);
        return out.toByteArray();
    }
}
