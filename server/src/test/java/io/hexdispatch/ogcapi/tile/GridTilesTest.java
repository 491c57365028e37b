package io.hexdispatch.ogcapi.tile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.hexdispatch.grid.CityMap;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridLevel;
import io.hexdispatch.ogcapi.TestGrids;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.triangulate.VoronoiDiagramBuilder;

class GridTilesTest {
    private static final long SEED = 20260304;

    @Test
    void writesNumbersAsTheSpecificationsShowThem() {
        // Varint 150 and zigzag: the examples of the Protocol Buffers encoding guide.
        ProtobufWriter writer = new ProtobufWriter();
        writer.number(1, 150);
        assertThat(writer.toBytes()).containsExactly(0x08, 0x96, 0x01);
        assertThat(IntStream.of(0, -1, 1, -2, 2_147_483_647, -2_147_483_648).map(ProtobufWriter::zigZag))
                .containsExactly(0, 1, 2, 3, -2, -1);
    }

    /** The rings of section 4.3.5.5 of the specification are drawn by the commands 9, 0, 0, 26, 20, 0, 0, 20, 19, 0, 15, ... */
    @Test
    void writesTheMultiPolygonOfTheSpecificationAsItDoes() {
        TileEncoder encoder = new TileEncoder("x");
        encoder.add(
                Map.of(),
                List.of(
                        new TilePolygon(List.of(new int[] {0, 0, 10, 0, 10, 10, 0, 10})),
                        new TilePolygon(List.of(
                                new int[] {11, 11, 20, 11, 20, 20, 11, 20},
                                new int[] {13, 13, 13, 17, 17, 17, 17, 13}))));
        byte[] commands = {
            9, 0, 0, 26, 20, 0, 0, 20, 19, 0, 15, 9, 22, 2, 26, 18, 0, 0, 18, 17, 0, 15, 9, 4, 13, 26, 0, 8, 8, 0, 0, 7,
            15
        };
        assertThat(encoder.toBytes()).containsSequence(commands);
        assertThat(TestTile.decode(encoder.toBytes()).shapes().get(0).rings()).hasSize(3);
    }

    @Test
    void drawsAGridWhereItLies() {
        // Zoom 1 has its corner in the middle of the map: 0 degrees east, 0 north.
        GridTiles tiles = new GridTiles(TestGrids.map(
                TestGrids.grid("c", GridLevel.CITY, null, TestGrids.box(45, 10, 90, 66.513260443112)),
                TestGrids.grid("d", GridLevel.DEDICATED, "c", TestGrids.box(1, 1, 2, 2))));
        TestTile tile =
                TestTile.decode(tiles.draw("grids", new TileCoordinate(1, 1, 0)).orElseThrow());
        assertThat(tile.version()).isEqualTo(2);
        assertThat(tile.name()).isEqualTo("grids");
        assertThat(tile.extent()).isEqualTo(4096);
        assertThat(tile.shapes()).hasSize(1);
        TestTile.Shape shape = tile.shapes().get(0);
        assertThat(shape.type()).isEqualTo(3);
        assertThat(shape.tags())
                .containsEntry("code", "c")
                .containsEntry("name", "网格 c")
                .containsEntry("level", "city")
                .doesNotContainKey("parent");
        Envelope drawn = envelope(shape.rings().get(0));
        assertThat(drawn.getMinX()).isEqualTo(1024);
        assertThat(drawn.getMaxX()).isEqualTo(2048);
        assertThat(drawn.getMinY()).isEqualTo(2048);
        assertThat(drawn.getMaxY()).isCloseTo(4096 - 10 / 180.0 * 4096, within(4096 * 0.001));
    }

    @Test
    void turnsRingsAndHolesAsTheSpecificationDemands() {
        Geometry withHole = TestGrids.wkt(
                "MULTIPOLYGON(((10 10, 10 40, 40 40, 40 10, 10 10),(20 20, 20 30, 30 30, 30 20, 20 20)),((50 10, 60 10, 60 20, 50 10)))");
        GridTiles tiles = new GridTiles(TestGrids.map(TestGrids.grid("c", GridLevel.CITY, null, withHole)));
        List<int[]> rings = TestTile.decode(
                        tiles.draw("grids", new TileCoordinate(1, 1, 0)).orElseThrow())
                .shapes()
                .get(0)
                .rings();
        assertThat(rings).hasSize(3);
        assertThat(rings)
                .extracting(TilePolygon::area)
                .satisfiesExactly(
                        exterior -> assertThat(exterior).isPositive(),
                        hole -> assertThat(hole).isNegative(),
                        second -> assertThat(second).isPositive());
    }

    @Test
    void cutsWhatLiesFarOutside() {
        GridTiles tiles = new GridTiles(
                TestGrids.map(TestGrids.grid("c", GridLevel.CITY, null, TestGrids.box(112, 33, 115, 36))));
        for (int zoom : new int[] {8, 14, 22}) {
            TileCoordinate tile = at(113.65, 34.75, zoom);
            for (int[] ring : TestTile.decode(tiles.draw("grids", tile).orElseThrow())
                    .shapes()
                    .get(0)
                    .rings()) {
                Envelope drawn = envelope(ring);
                assertThat(new Envelope(-64, 4160, -64, 4160).contains(drawn))
                        .as("%s", drawn)
                        .isTrue();
            }
        }
        TestTile inside =
                TestTile.decode(tiles.draw("grids", at(113.65, 34.75, 22)).orElseThrow());
        assertThat(inside.shapes().get(0).rings().get(0)).hasSize(8);
    }

    /** Whatever is cut away: the pieces of neighbours, laid side by side, are as large as what they cover, without gap or overlap. */
    @Test
    void keepsTheBordersOfNeighboursTogether() {
        CityMap map = voronoi(400);
        GridTiles tiles = new GridTiles(map);
        for (int zoom = 9; zoom <= 14; zoom++) {
            TileCoordinate tile = at(113.5, 34.5, zoom);
            TestTile drawn = TestTile.decode(tiles.draw("grids-cell", tile).orElseThrow());
            Envelope all = new Envelope();
            double sum = 0;
            Set<List<Integer>> edges = new HashSet<>();
            for (TestTile.Shape shape : drawn.shapes()) {
                for (int[] ring : shape.rings()) {
                    sum += TilePolygon.area(ring);
                    all.expandToInclude(envelope(ring));
                    toggleEdges(ring, edges);
                }
            }
            assertThat(sum).as("seed %s, zoom %s", SEED, zoom).isCloseTo(all.getArea(), within(1e-6));
            // Every edge inside was there twice, once each way; what is left is the outline of the whole.
            for (List<Integer> edge : edges) {
                boolean onOutline = edge.get(0).equals(edge.get(2))
                                && (edge.get(0) == all.getMinX() || edge.get(0) == all.getMaxX())
                        || edge.get(1).equals(edge.get(3))
                                && (edge.get(1) == all.getMinY() || edge.get(1) == all.getMaxY());
                assertThat(onOutline)
                        .as("seed %s, zoom %s: edge %s has no neighbour", SEED, zoom, edge)
                        .isTrue();
            }
        }
    }

    @Test
    void leavesOutWhatIsSmallerThanHalfAPixel() {
        GridTiles tiles = new GridTiles(TestGrids.map(
                TestGrids.grid("c", GridLevel.CITY, null, TestGrids.box(112, 33, 115, 36)),
                TestGrids.grid("d", GridLevel.DEDICATED, "c", TestGrids.box(113, 34, 113.001, 34.001))));
        assertThat(tiles.draw("grids-dedicated", at(113, 34, 5)).orElseThrow()).isEmpty();
        assertThat(tiles.draw("grids-dedicated", at(113, 34, 14)).orElseThrow()).isNotEmpty();
    }

    @Test
    void showsTheLevelThatSuitsTheZoom() {
        GridTiles tiles = new GridTiles(TestGrids.map(
                TestGrids.grid("c", GridLevel.CITY, null, TestGrids.box(113, 34, 114, 35)),
                TestGrids.grid("west", GridLevel.COUNTY, "c", TestGrids.box(113, 34, 113.5, 35)),
                TestGrids.grid("east", GridLevel.COUNTY, "c", TestGrids.box(113.5, 34, 114, 35)),
                TestGrids.grid("west-1", GridLevel.CELL, "west", TestGrids.box(113, 34, 113.5, 35)),
                TestGrids.grid("port", GridLevel.DEDICATED, "east", TestGrids.box(113.6, 34.4, 113.7, 34.6))));
        assertThat(codes(tiles, 5)).containsExactly("c");
        assertThat(codes(tiles, 8)).containsExactly("east", "west");
        // East is not divided into cells, so it goes on showing as a county.
        assertThat(codes(tiles, 13)).containsExactlyInAnyOrder("east", "west-1");
        assertThat(tiles.layers())
                .containsExactly("grids", "grids-cell", "grids-city", "grids-county", "grids-dedicated");
        assertThat(tiles.draw("grids-township", at(113.5, 34.5, 8))).isEmpty();
    }

    private static List<String> codes(GridTiles tiles, int zoom) {
        return TestTile.decode(tiles.draw("grids", at(113.5, 34.5, zoom)).orElseThrow()).shapes().stream()
                .map(shape -> shape.tags().get("code"))
                .toList();
    }

    @Test
    void thereIsNoTileBeyondTheWorld() {
        for (int[] wrong : new int[][] {{-1, 0, 0}, {23, 0, 0}, {1, 2, 0}, {1, 0, 2}, {3, -1, 0}}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new TileCoordinate(wrong[0], wrong[1], wrong[2]))
                    .withMessageContaining(" is not 0 to ");
        }
    }

    private static TileCoordinate at(double longitude, double latitude, int zoom) {
        TileCoordinate world = new TileCoordinate(0, 0, 0);
        return new TileCoordinate(
                zoom, (int) (world.column(longitude, 1 << zoom)), (int) (world.row(latitude, 1 << zoom)));
    }

    private static CityMap voronoi(int count) {
        Random random = new Random(SEED);
        List<Coordinate> sites = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sites.add(new Coordinate(113 + random.nextDouble(), 34 + random.nextDouble()));
        }
        VoronoiDiagramBuilder builder = new VoronoiDiagramBuilder();
        builder.setSites(sites);
        builder.setClipEnvelope(new Envelope(113, 114, 34, 35));
        Geometry cells = builder.getDiagram(TestGrids.box(0, 0, 1, 1).getFactory());
        List<Grid> grids = new ArrayList<>();
        grids.add(TestGrids.grid("c", GridLevel.CITY, null, TestGrids.box(113, 34, 114, 35)));
        for (int i = 0; i < cells.getNumGeometries(); i++) {
            grids.add(TestGrids.grid("cell-" + i, GridLevel.CELL, "c", cells.getGeometryN(i)));
        }
        return TestGrids.map(grids.toArray(Grid[]::new));
    }

    private static void toggleEdges(int[] ring, Set<List<Integer>> edges) {
        for (int i = 0; i < ring.length; i += 2) {
            int next = (i + 2) % ring.length;
            if (!edges.remove(List.of(ring[next], ring[next + 1], ring[i], ring[i + 1]))) {
                edges.add(List.of(ring[i], ring[i + 1], ring[next], ring[next + 1]));
            }
        }
    }

    private static Envelope envelope(int[] ring) {
        Envelope envelope = new Envelope();
        for (int i = 0; i < ring.length; i += 2) {
            envelope.expandToInclude(ring[i], ring[i + 1]);
        }
        return envelope;
    }
}
