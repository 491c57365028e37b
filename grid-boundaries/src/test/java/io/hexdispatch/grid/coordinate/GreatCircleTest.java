package io.hexdispatch.grid.coordinate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GreatCircleTest {
    private static final double QUARTER = Math.PI / 2 * GreatCircle.EARTH_RADIUS_METRES;

    @Test
    void measuresQuartersOfTheEarth() {
        assertThat(GreatCircle.metres(0, 0, 90, 0)).isCloseTo(QUARTER, within(1e-6));
        assertThat(GreatCircle.metres(17, 0, -5, 90)).isCloseTo(QUARTER, within(1e-6));
        assertThat(GreatCircle.metres(0, 0, 180, 0)).isCloseTo(2 * QUARTER, within(1e-6));
        assertThat(GreatCircle.metres(179.5, 0, -179.5, 0)).isCloseTo(QUARTER / 90, within(1e-6));
        assertThat(GreatCircle.metres(113, 34, 113, 34)).isZero();
        assertThat(GreatCircle.metres(new LonLat(0, 0), new LonLat(90, 0))).isCloseTo(QUARTER, within(1e-6));
    }

    /** Short ways take the series, long ones the library: both must be as exact as the arc tangent of vectors. */
    @Test
    void agreesWithTheAngleBetweenVectorsAtEveryDistance() {
        SplittableRandom random = new SplittableRandom(20260307);
        for (int i = 0; i < 100_000; i++) {
            double x = random.nextDouble(-180, 180);
            double y = random.nextDouble(-80, 80);
            double reach = Math.pow(10, random.nextDouble(-4, 1));
            double x2 = x + random.nextDouble(-reach, reach);
            double y2 = y + random.nextDouble(-reach, reach);
            double expected = metresByVectors(x, y, x2, y2);
            assertThat(GreatCircle.metres(x, y, x2, y2)).isCloseTo(expected, within(1e-8 + 1e-12 * expected));
        }
    }

    @Test
    void turnsMetresIntoHaversinesAndBack() {
        for (double metres : new double[] {0, 1e-3, 1, 1000, 126_000, 128_000, 1e6, 1e7}) {
            assertThat(GreatCircle.metres(GreatCircle.haversine(metres))).isCloseTo(metres, within(1e-12 * metres));
        }
        assertThat(GreatCircle.haversine(Double.POSITIVE_INFINITY)).isEqualTo(1);
    }

    private static double metresByVectors(double x1, double y1, double x2, double y2) {
        double[] a = vector(x1, y1);
        double[] b = vector(x2, y2);
        double crossX = a[1] * b[2] - a[2] * b[1];
        double crossY = a[2] * b[0] - a[0] * b[2];
        double crossZ = a[0] * b[1] - a[1] * b[0];
        double cross = Math.sqrt(crossX * crossX + crossY * crossY + crossZ * crossZ);
        double dot = a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
        return GreatCircle.EARTH_RADIUS_METRES * Math.atan2(cross, dot);
    }

    private static double[] vector(double longitude, double latitude) {
        double x = Math.toRadians(longitude);
        double y = Math.toRadians(latitude);
        return new double[] {Math.cos(y) * Math.cos(x), Math.cos(y) * Math.sin(x), Math.sin(y)};
    }
}
