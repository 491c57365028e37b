package io.hexdispatch.grid.index;

import java.math.BigDecimal;

/**
 * On which side of a line a point lies, without rounding error.
 *
 * <p>Three stages, each reached only where the one before cannot tell: the plain determinant with Shewchuk's error bound
 * ("Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric Predicates", 1997); its two products to twice the
 * precision by a fused multiply-add; decimal numbers without limit. The first two do not allocate. The third is needed only
 * where a difference of two coordinates is itself rounded, which for points on one side of the equator and the prime meridian
 * and less than a factor of two apart never happens (Sterbenz's lemma).
 */
final class ExactOrientation {
    private static final double ERROR_BOUND = (3 + 16 * Math.ulp(0.5)) * Math.ulp(0.5);
    /** Below this, the rounding error of a product may itself be too small for a double. */
    private static final double PRODUCT_MIN = 1e-250;

    private ExactOrientation() {}

    /** 1 where the point p lies to the left of the line from a to b, -1 to the right of it, 0 on it. */
    static int sign(double ax, double ay, double bx, double by, double px, double py) {
        double left = (ax - px) * (by - py);
        double right = (ay - py) * (bx - px);
        double determinant = left - right;
        double bound = ERROR_BOUND * (Math.abs(left) + Math.abs(right));
        if (determinant > bound) {
            return 1;
        }
        if (determinant < -bound) {
            return -1;
        }
        return signInTwicePrecision(ax, ay, bx, by, px, py);
    }

    /** Whether the point p lies on the segment from a to b, its ends included. */
    static boolean isOnSegment(double ax, double ay, double bx, double by, double px, double py) {
        return px >= Math.min(ax, bx)
                && px <= Math.max(ax, bx)
                && py >= Math.min(ay, by)
                && py <= Math.max(ay, by)
                && sign(ax, ay, bx, by, px, py) == 0;
    }

    /**
     * Whether the segment from p to q crosses the one from a to b, neither p nor q lying on the latter. Where a or b lies on the
     * line through p and q it counts as left of it, so that a walk round a ring counts each passage through a vertex rightly.
     */
    static boolean segmentsCross(
            double ax, double ay, double bx, double by, double px, double py, double qx, double qy) {
        return sign(ax, ay, bx, by, px, py) < 0 != sign(ax, ay, bx, by, qx, qy) < 0
                && sign(px, py, qx, qy, ax, ay) < 0 != sign(px, py, qx, qy, bx, by) < 0;
    }

    private static int signInTwicePrecision(double ax, double ay, double bx, double by, double px, double py) {
        double leftA = ax - px;
        double leftB = by - py;
        double rightA = ay - py;
        double rightB = bx - px;
        double left = leftA * leftB;
        double right = rightA * rightB;
        boolean differencesAreExact = differenceError(ax, px, leftA) == 0
                && differenceError(by, py, leftB) == 0
                && differenceError(ay, py, rightA) == 0
                && differenceError(bx, px, rightB) == 0;
        if (!differencesAreExact || isTooSmall(left, leftA, leftB) || isTooSmall(right, rightA, rightB)) {
            return signInDecimals(ax, ay, bx, by, px, py);
        }
        // Rounding keeps order: where the rounded products differ, so do the true ones; where they agree, their errors
        // decide.
        return left != right
                ? Double.compare(left, right)
                : compare(Math.fma(leftA, leftB, -left), Math.fma(rightA, rightB, -right));
    }

    /** What the rounded difference {@code a - b} lacks of the true one (Knuth's two-sum). */
    private static double differenceError(double a, double b, double difference) {
        double lost = a - difference;
        return (a - (difference + lost)) + (lost - b);
    }

    private static boolean isTooSmall(double product, double a, double b) {
        return Math.abs(product) < PRODUCT_MIN && a != 0 && b != 0;
    }

    private static int signInDecimals(double ax, double ay, double bx, double by, double px, double py) {
        BigDecimal x = new BigDecimal(px);
        BigDecimal y = new BigDecimal(py);
        BigDecimal left = new BigDecimal(ax).subtract(x).multiply(new BigDecimal(by).subtract(y));
        BigDecimal right = new BigDecimal(ay).subtract(y).multiply(new BigDecimal(bx).subtract(x));
        return left.compareTo(right);
    }

    /** Unlike {@link Double#compare}, takes 0 and -0 for equal. */
    private static int compare(double a, double b) {
        return a < b ? -1 : a > b ? 1 : 0;
    }
}
