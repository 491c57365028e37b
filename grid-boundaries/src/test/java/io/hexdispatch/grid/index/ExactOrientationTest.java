package io.hexdispatch.grid.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ExactOrientationTest {
    @Test
    void tellsLeftFromRightFromOnTheLine() {
        assertThat(ExactOrientation.sign(0, 0, 2, 0, 1, 1)).isEqualTo(1);
        assertThat(ExactOrientation.sign(0, 0, 2, 0, 1, -1)).isEqualTo(-1);
        assertThat(ExactOrientation.sign(0, 0, 2, 0, 5, 0)).isZero();
        assertThat(ExactOrientation.sign(0, 0, 2, 0, 1, Double.MIN_VALUE)).isEqualTo(1);
        assertThat(ExactOrientation.isOnSegment(0, 0, 2, 0, 5, 0)).isFalse();
        assertThat(ExactOrientation.isOnSegment(0, 0, 2, 0, 2, 0)).isTrue();
    }

    @Property(tries = 2000, seed = "20260308")
    void agreesWithDecimalsCloseToTheLine(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double spread = Math.pow(10, random.nextDouble(-12, 2));
        double centreX = random.nextBoolean() ? 0 : 113;
        double centreY = random.nextBoolean() ? 0 : 34;
        double ax = centreX + random.nextDouble(-spread, spread);
        double ay = centreY + random.nextDouble(-spread, spread);
        double bx = centreX + random.nextDouble(-spread, spread);
        double by = centreY + random.nextDouble(-spread, spread);
        double along = random.nextInt(5) == 0 ? random.nextInt(3) / 2.0 : random.nextDouble(-1, 2);
        double px = step(ax + along * (bx - ax), random.nextInt(-2, 3));
        double py = step(ay + along * (by - ay), random.nextInt(-2, 3));

        assertThat(ExactOrientation.sign(ax, ay, bx, by, px, py)).isEqualTo(inDecimals(ax, ay, bx, by, px, py));
        assertThat(ExactOrientation.sign(bx, by, ax, ay, px, py)).isEqualTo(-inDecimals(ax, ay, bx, by, px, py));
    }

    private static double step(double value, int ulps) {
        return value + ulps * Math.ulp(value);
    }

    private static int inDecimals(double ax, double ay, double bx, double by, double px, double py) {
        BigDecimal left = difference(ax, px).multiply(difference(by, py));
        return left.compareTo(difference(ay, py).multiply(difference(bx, px)));
    }

    private static BigDecimal difference(double a, double b) {
        return new BigDecimal(a).subtract(new BigDecimal(b));
    }
}
