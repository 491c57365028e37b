package io.hexdispatch.rollcall;

import io.hexdispatch.grid.coordinate.LonLat;
import java.util.List;

/**
 * A drawn polygon, of one part or several. Inside is what an odd number of rings of a part goes round, so holes are outside. A point
 * on an edge may count as either: nobody draws to the metre.
 */
public final class Outline {
    private final List<List<List<LonLat>>> parts;
    private final double[][][] rings;
    private double west = Double.POSITIVE_INFINITY;
    private double south = Double.POSITIVE_INFINITY;
    private double east = Double.NEGATIVE_INFINITY;
    private double north = Double.NEGATIVE_INFINITY;

    /** @param parts each with its rings, WGS 84; a ring ends where it begins */
    public Outline(List<List<List<LonLat>>> parts) {
        this.parts = parts.stream()
                .map(part -> part.stream().map(List::copyOf).toList())
                .toList();
        rings = new double[this.parts.size()][][];
        for (int part = 0; part < rings.length; part++) {
            rings[part] = this.parts.get(part).stream().map(this::flat).toArray(double[][]::new);
        }
    }

    private double[] flat(List<LonLat> ring) {
        double[] flat = new double[2 * ring.size()];
        for (int i = 0; i < ring.size(); i++) {
            double longitude = ring.get(i).longitude();
            double latitude = ring.get(i).latitude();
            flat[2 * i] = longitude;
            flat[2 * i + 1] = latitude;
            west = Math.min(west, longitude);
            east = Math.max(east, longitude);
            south = Math.min(south, latitude);
            north = Math.max(north, latitude);
        }
        return flat;
    }

    public List<List<List<LonLat>>> parts() {
        return parts;
    }

    public boolean covers(LonLat place) {
        double x = place.longitude();
        double y = place.latitude();
        if (!(x >= west && x <= east && y >= south && y <= north)) {
            return false;
        }
        for (double[][] part : rings) {
            boolean isInside = false;
            for (double[] ring : part) {
                isInside ^= isCrossedOddly(ring, x, y);
            }
            if (isInside) {
                return true;
            }
        }
        return false;
    }

    /** Whether a ray from the point to the east meets the ring an odd number of times. */
    private static boolean isCrossedOddly(double[] ring, double x, double y) {
        boolean isOdd = false;
        for (int i = 2; i < ring.length; i += 2) {
            double fromY = ring[i - 1];
            double toY = ring[i + 1];
            if (fromY > y != toY > y && x < (ring[i] - ring[i - 2]) * (y - fromY) / (toY - fromY) + ring[i - 2]) {
                isOdd = !isOdd;
            }
        }
        return isOdd;
    }
}
