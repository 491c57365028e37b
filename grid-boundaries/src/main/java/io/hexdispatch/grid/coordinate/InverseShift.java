package io.hexdispatch.grid.coordinate;

import java.util.function.UnaryOperator;

/** Undoes a shift of positions that changes so slowly that each step of a fixed-point iteration gains about two digits. */
final class InverseShift {
    private static final double TOLERANCE_DEGREES = 1e-10;
    private static final int STEPS_MAX = 30;

    private InverseShift() {}

    /** The position that {@code shift} moves to {@code shifted}. */
    static LonLat of(LonLat shifted, UnaryOperator<LonLat> shift) {
        LonLat guess = shifted;
        for (int step = 0; step < STEPS_MAX; step++) {
            LonLat guessShifted = shift.apply(guess);
            double longitudeError = shifted.longitude() - guessShifted.longitude();
            double latitudeError = shifted.latitude() - guessShifted.latitude();
            guess = new LonLat(
                    clamp(guess.longitude() + longitudeError, 180), clamp(guess.latitude() + latitudeError, 90));
            if (Math.abs(longitudeError) + Math.abs(latitudeError) < TOLERANCE_DEGREES) {
                break;
            }
        }
        return guess;
    }

    /** At the edge of the world a shift must not lead out of it. */
    static double clamp(double degrees, double limit) {
        return Math.max(-limit, Math.min(limit, degrees));
    }
}
