package io.hexdispatch.geodata.check;

import java.util.Locale;

/** Numbers as the messages say them: metres to the centimetre where they are small, large areas in square kilometres. */
final class Figures {
    private static final double SQUARE_METRES_PER_SQUARE_KILOMETRE = 1e6;

    private Figures() {}

    static String metres(double metres) {
        if (metres >= 10_000) {
            return String.format(Locale.ROOT, "%,.1f km", metres / 1_000);
        }
        return String.format(Locale.ROOT, metres < 10 ? "%.2f m" : metres < 100 ? "%.1f m" : "%,.0f m", metres);
    }

    static String squareMetres(double squareMetres) {
        if (Math.abs(squareMetres) >= SQUARE_METRES_PER_SQUARE_KILOMETRE) {
            return String.format(Locale.ROOT, "%,.2f km²", squareMetres / SQUARE_METRES_PER_SQUARE_KILOMETRE);
        }
        return String.format(Locale.ROOT, Math.abs(squareMetres) < 100 ? "%.2f m²" : "%,.0f m²", squareMetres);
    }

    /** With a sign in front. */
    static String change(double squareMetres) {
        return (squareMetres < 0 ? "-" : "+") + squareMetres(Math.abs(squareMetres));
    }

    static String place(double longitude, double latitude) {
        return String.format(Locale.ROOT, "%.6f, %.6f", longitude, latitude);
    }
}
