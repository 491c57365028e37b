package io.hexdispatch.rollcall;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.grid.coordinate.LonLat;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;

class OutlineTest {
    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    @Test
    void whatLiesInAHoleIsOutsideAndWhatLiesInASecondPartIsInside() {
        Outline outline = new Outline(List.of(
                List.of(square(113.0, 34.0, 1.0), square(113.4, 34.4, 0.2)), List.of(square(115.0, 34.0, 0.5))));

        assertThat(outline.covers(new LonLat(113.1, 34.1))).isTrue();
        assertThat(outline.covers(new LonLat(113.5, 34.5))).isFalse();
        assertThat(outline.covers(new LonLat(115.2, 34.2))).isTrue();
        assertThat(outline.covers(new LonLat(114.5, 34.2))).isFalse();
        assertThat(outline.covers(new LonLat(-113.1, 34.1))).isFalse();
    }

    @Test
    void itSaysOfRandomPointsInARandomStarWhatGeometrySays() {
        Random random = new Random(20_260_301);
        for (int star = 0; star < 50; star++) {
            List<LonLat> ring = new ArrayList<>();
            int corners = 5 + random.nextInt(40);
            for (int i = 0; i < corners; i++) {
                double angle = 2 * Math.PI * i / corners;
                double radius = 0.1 + random.nextDouble() * 0.5;
                ring.add(new LonLat(113.5 + radius * Math.cos(angle), 34.5 + radius * Math.sin(angle)));
            }
            ring.add(ring.get(0));
            Outline outline = new Outline(List.of(List.of(ring)));
            Polygon polygon = GEOMETRY.createPolygon(ring.stream()
                    .map(at -> new Coordinate(at.longitude(), at.latitude()))
                    .toArray(Coordinate[]::new));
            for (int i = 0; i < 200; i++) {
                LonLat at = new LonLat(113 + random.nextDouble(), 34 + random.nextDouble());
                assertThat(outline.covers(at))
                        .as("star %d, %s", star, at)
                        .isEqualTo(polygon.covers(GEOMETRY.createPoint(new Coordinate(at.longitude(), at.latitude()))));
            }
        }
    }

    static List<LonLat> square(double west, double south, double size) {
        return List.of(
                new LonLat(west, south),
                new LonLat(west + size, south),
                new LonLat(west + size, south + size),
                new LonLat(west, south + size),
                new LonLat(west, south));
    }
}
