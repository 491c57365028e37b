package io.hexdispatch.geodata.write;

import static io.hexdispatch.geodata.TestGrids.grid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hexdispatch.geodata.TestGrids;
import io.hexdispatch.grid.BoundarySet;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridLevel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class GeoJsonWriterTest {
    @Test
    void writesOneFeatureToALine() throws IOException {
        BoundarySet boundaries = new BoundarySet(
                "v1",
                "两个网格",
                List.of(
                        grid("410184", "新郑市", GridLevel.COUNTY, null, "POLYGON ((113 34, 114 34, 114 35, 113 34))"),
                        grid(
                                "c-1",
                                "a \"quoted\" name",
                                GridLevel.MICRO_CELL,
                                "410184",
                                "MULTIPOLYGON (((113 34, 114 34, 114 35, 113 34)))")));
        assertThat(written(boundaries))
                .isEqualTo(
                        """
                        {"type":"FeatureCollection","version":"v1","title":"两个网格","features":[
                        {"type":"Feature","id":"410184","properties":{"code":"410184","name":"新郑市","level":"county","parent":null},\
                        "geometry":{"type":"Polygon","coordinates":[[[113.0,34.0],[114.0,34.0],[114.0,35.0],[113.0,34.0]]]}},
                        {"type":"Feature","id":"c-1","properties":{"code":"c-1","name":"a \\"quoted\\" name","level":"micro_cell","parent":"410184"},\
                        "geometry":{"type":"MultiPolygon","coordinates":[[[[113.0,34.0],[114.0,34.0],[114.0,35.0],[113.0,34.0]]]]}}
                        ]}""");
    }

    @Test
    void turnsExteriorRingsCounterclockwiseAndHolesClockwise() throws IOException {
        String text = written(one("POLYGON ((0 0, 0 9, 9 0, 0 0), (1 1, 2 1, 1 2, 1 1))"));
        assertThat(text)
                .contains("[[[0.0,0.0],[9.0,0.0],[0.0,9.0],[0.0,0.0]],[[1.0,1.0],[1.0,2.0],[2.0,1.0],[1.0,1.0]]]");
    }

    @Test
    void leavesTheRingsOfTheSetAsTheyWere() throws IOException {
        BoundarySet boundaries = one("POLYGON ((0 0, 0 9, 9 0, 0 0))");
        written(boundaries);
        assertThat(boundaries.grids().get(0).boundary().toText()).isEqualTo("POLYGON ((0 0, 0 9, 9 0, 0 0))");
    }

    @Test
    void roundsToOneTenMillionthOfADegree() throws IOException {
        assertThat(written(one("POLYGON ((113.12345678 0, 114 1, 113.1234567 34.00000004, 113.12345678 0))")))
                .contains("[113.1234568,0.0]", "[113.1234567,34.0]");
    }

    @Test
    void leavesTheStreamOpen() throws IOException {
        AtomicBoolean closed = new AtomicBoolean();
        new GeoJsonWriter().write(TestGrids.smallCity(), new ByteArrayOutputStream() {
            @Override
            public void close() {
                closed.set(true);
            }
        });
        assertThat(closed).isFalse();
    }

    @Test
    void writesRareCharactersInUtf8() throws IOException {
        assertThat(written(TestGrids.named("\uD842\uDFB7村"))).contains("\"name\":\"\uD842\uDFB7村\"");
    }

    @Test
    void leavesAFileThatAnErrorBrokeOffUnfinished() {
        ByteArrayOutputStream refusingItsSecondWrite = new ByteArrayOutputStream() {
            private int writes;

            @Override
            public void write(byte[] bytes, int offset, int length) {
                if (++writes == 2) {
                    throw new UncheckedIOException(new IOException("no space left"));
                }
                super.write(bytes, offset, length);
            }
        };
        assertThatThrownBy(() -> new GeoJsonWriter().write(TestGrids.stars(50, 20260305), refusingItsSecondWrite))
                .hasRootCauseMessage("no space left");
        assertThat(refusingItsSecondWrite.toString(StandardCharsets.UTF_8))
                .startsWith("{")
                .doesNotEndWith("}");
    }

    @Test
    void refusesABoundaryWithoutAnAreaBeforeAnythingIsWritten() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThatThrownBy(() -> new GeoJsonWriter().write(one("LINESTRING (0 0, 1 1)"), out))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("grid c-1 is a LineString");
        assertThatThrownBy(() -> new GeoJsonWriter().write(one("POLYGON EMPTY"), out))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("grid c-1 is empty");
        assertThat(out.size()).isZero();
    }

    private static BoundarySet one(String boundaryWkt) {
        Grid grid = grid("c-1", "one", GridLevel.CELL, null, boundaryWkt);
        return new BoundarySet("v1", "one", List.of(grid));
    }

    private static String written(BoundarySet boundaries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new GeoJsonWriter().write(boundaries, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
