package io.hexdispatch.geodata.difference;

import static io.hexdispatch.geodata.DrawnCity.polygon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hexdispatch.geodata.measure.Overlay;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

class RingCrossingsTest {
    private static final GeometryFactory GEOMETRY = new GeometryFactory();
    private static final double SIDE = 0.01;

    @Test
    void cutsTwoSquaresThatCrossIntoWhatEachHasBeyondTheOther() {
        RingCrossings.Pieces pieces =
                RingCrossings.pieces(square(0, 0), square(0.5, 0.5)).orElseThrow();

        assertThat(pieces.ofFirst()).hasSize(1);
        assertThat(pieces.ofFirst().get(0).getArea()).isCloseTo(0.75 * SIDE * SIDE, within(1e-12));
        assertThat(pieces.ofOther()).hasSize(1);
        assertThat(pieces.ofOther().get(0).getArea()).isCloseTo(0.75 * SIDE * SIDE, within(1e-12));
    }

    @Test
    void leavesToTheOverlayWhatTouchesLiesApartOrLiesInside() {
        assertThat(RingCrossings.pieces(square(0, 0), square(0.5, 0)))
                .as("edges on one line")
                .isEmpty();
        assertThat(RingCrossings.pieces(square(0, 0), square(1, 1)))
                .as("a common vertex")
                .isEmpty();
        assertThat(RingCrossings.pieces(square(0, 0), square(0, 0)))
                .as("the same")
                .isEmpty();
        assertThat(RingCrossings.pieces(square(0, 0), square(3, 0))).as("apart").isEmpty();
        assertThat(RingCrossings.pieces(square(0, 0), polygon(0.2, 0.2, 0.8, 0.2, 0.8, 0.8, 0.2, 0.8)))
                .as("inside")
                .isEmpty();
        assertThat(RingCrossings.pieces(withHole(), square(0.5, 0.5)))
                .as("a hole")
                .isEmpty();
    }

    /** A border drawn anew: every vertex moved, so that the two borders cross many times, and now and then nearly touch. */
    @Property(tries = 300, seed = "410100")
    void findsThePiecesThatAnOverlayFinds(@ForAll long seed, @ForAll @IntRange(min = 5, max = 80) int vertices) {
        Random random = new Random(seed);
        Polygon old = star(random, vertices, 0.3 * random.nextDouble());
        Polygon drawn = star(random, 3 + random.nextInt(80), 0.3 * random.nextDouble());

        Optional<RingCrossings.Pieces> pieces = RingCrossings.pieces(old, drawn);

        if (pieces.isEmpty()) {
            boolean isNested = old.contains(drawn) || drawn.contains(old);
            assertThat(isNested)
                    .as("nothing but one within the other is left to the overlay here")
                    .isTrue();
            return;
        }
        same(pieces.get().ofFirst(), Overlay.difference(old, drawn));
        same(pieces.get().ofOther(), Overlay.difference(drawn, old));
    }

    private static void same(List<Polygon> pieces, List<Polygon> overlaid) {
        List<Polygon> notable = pieces.stream().filter(Overlay::isMoreThanNoise).toList();
        assertThat(notable).hasSameSizeAs(overlaid).allMatch(Polygon::isValid);
        assertThat(Overlay.squareMetres(notable)).isCloseTo(Overlay.squareMetres(overlaid), within(1e-3));
        for (Polygon piece : overlaid) {
            Geometry normal = piece.norm();
            assertThat(notable).anyMatch(other -> other.norm().equalsExact(normal, 1e-12));
        }
    }

    private static Polygon star(Random random, int vertices, double roughness) {
        Coordinate[] ring = new Coordinate[vertices + 1];
        double phase = random.nextDouble();
        for (int i = 0; i < vertices; i++) {
            double angle = 2 * Math.PI * (i + phase) / vertices;
            double radius = SIDE * (1 + roughness * (random.nextDouble() - 0.5));
            ring[i] = new Coordinate(113.6 + radius * Math.cos(angle), 34.7 + radius * Math.sin(angle));
        }
        ring[vertices] = ring[0].copy();
        return GEOMETRY.createPolygon(ring);
    }

    private static Polygon square(double x, double y) {
        return polygon(x, y, x + 1, y, x + 1, y + 1, x, y + 1);
    }

    private static Polygon withHole() {
        return GEOMETRY.createPolygon(square(0, 0).getExteriorRing(), new LinearRing[] {
            polygon(0.2, 0.2, 0.4, 0.2, 0.4, 0.4, 0.2, 0.4).getExteriorRing()
        });
    }
}
