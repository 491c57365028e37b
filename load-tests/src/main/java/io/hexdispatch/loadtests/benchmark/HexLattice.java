package io.hexdispatch.loadtests.benchmark;

/**
 * The least that a lookup by the H3 lattice would have to do, to compare it with a longitude-latitude raster: the gnomonic
 * projection of a point onto one face of the icosahedron, and the axial coordinates of the hexagon that it falls into. Constants
 * of the face are worked out once; faces are not chosen and cells not looked up, so a real lookup costs more.
 */
final class HexLattice {
    private static final double CELL_RADIANS = 66 * Math.sqrt(3) / 6_371_008.8;

    private final double[] normal;
    private final double[] east;
    private final double[] north;

    /** A lattice on the plane that touches the earth at a point, given in degrees. */
    HexLattice(double longitude, double latitude) {
        double x = Math.toRadians(longitude);
        double y = Math.toRadians(latitude);
        normal = new double[] {Math.cos(y) * Math.cos(x), Math.cos(y) * Math.sin(x), Math.sin(y)};
        east = new double[] {-Math.sin(x), Math.cos(x), 0};
        north = new double[] {-Math.sin(y) * Math.cos(x), -Math.sin(y) * Math.sin(x), Math.cos(y)};
    }

    /** The hexagon's axial coordinates in one number. */
    long address(double longitude, double latitude) {
        double cosine = Math.cos(Math.toRadians(latitude));
        double vx = cosine * Math.cos(Math.toRadians(longitude));
        double vy = cosine * Math.sin(Math.toRadians(longitude));
        double vz = Math.sin(Math.toRadians(latitude));
        double scale = 1 / ((normal[0] * vx + normal[1] * vy + normal[2] * vz) * CELL_RADIANS);
        double x = (east[0] * vx + east[1] * vy + east[2] * vz) * scale;
        double y = (north[0] * vx + north[1] * vy + north[2] * vz) * scale;
        double r = y * (2 / Math.sqrt(3));
        double q = x - r / 2;
        double s = -q - r;
        long roundQ = (long) Math.floor(q + 0.5);
        long roundR = (long) Math.floor(r + 0.5);
        long roundS = (long) Math.floor(s + 0.5);
        double offQ = Math.abs(roundQ - q);
        double offR = Math.abs(roundR - r);
        double offS = Math.abs(roundS - s);
        if (offQ > offR && offQ > offS) {
            roundQ = -roundR - roundS;
        } else if (offR > offS) {
            roundR = -roundQ - roundS;
        }
        return roundQ << 32 ^ roundR & 0xFFFF_FFFFL;
    }
}
