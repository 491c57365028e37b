package io.hexdispatch.geodata.measure;

import static io.hexdispatch.geodata.TestGrids.wkt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SurfaceTest {
    @Test
    void measuresTheWholeEarthAsTheEllipsoidHasIt() {
        // The area of the WGS 84 ellipsoid, as published by NIMA TR8350.2.
        assertThat(Surface.squareMetres(wkt("POLYGON ((-180 -90, 180 -90, 180 90, -180 90, -180 -90))")))
                .isCloseTo(5.100_656_217_24e14, within(1e6));
    }

    @Test
    void measuresAHundredthOfADegreeAtZhengzhou() {
        // The radii of curvature at 34.705 degrees times the angles: 915.9 m by 1109.3 m.
        double latitude = Math.toRadians(34.705);
        double w = 1 - 0.006_694_379_990_141 * Math.sin(latitude) * Math.sin(latitude);
        double meridian = 6_378_137 * (1 - 0.006_694_379_990_141) / (w * Math.sqrt(w));
        double normal = 6_378_137 / Math.sqrt(w);
        double expected = Math.toRadians(0.01) * normal * Math.cos(latitude) * Math.toRadians(0.01) * meridian;
        assertThat(Surface.squareMetres(
                        wkt("POLYGON ((113.6 34.7, 113.61 34.7, 113.61 34.71, 113.6 34.71, 113.6 34.7))")))
                .isCloseTo(expected, within(expected * 1e-7));
    }

    @Test
    void keepsTheDigitsOfASquareMetre() {
        double east = 1 / (LocalPlane.METRES_PER_DEGREE * Math.cos(Math.toRadians(34.7)));
        double north = 1 / LocalPlane.METRES_PER_DEGREE;
        String ring = "POLYGON ((113.6 34.7, %1$s 34.7, %1$s %2$s, 113.6 %2$s, 113.6 34.7))"
                .formatted(113.6 + east, 34.7 + north);
        assertThat(Surface.squareMetres(wkt(ring))).isCloseTo(1, within(0.002));
    }

    @Test
    void subtractsHolesAndAddsParts() {
        String square = "((113 34, 113.03 34, 113.03 34.03, 113 34.03, 113 34)";
        String hole = ", (113.01 34.01, 113.02 34.01, 113.02 34.02, 113.01 34.02, 113.01 34.01)";
        double whole = Surface.squareMetres(wkt("POLYGON " + square + ")"));
        double holed = Surface.squareMetres(wkt("POLYGON " + square + hole + ")"));
        assertThat(holed / whole).isCloseTo(8.0 / 9, within(1e-6));
        assertThat(Surface.squareMetres(wkt("GEOMETRYCOLLECTION (MULTIPOLYGON (" + square + ")), POINT (1 1))")))
                .isEqualTo(whole);
    }

    @Test
    void givesTheMeanWidthOfAStrip() {
        double north = 2 / LocalPlane.METRES_PER_DEGREE;
        String strip = "POLYGON ((113 34, 113.02 34, 113.02 %1$s, 113 %1$s, 113 34))".formatted(34 + north);
        assertThat(Surface.meanWidthMetres(wkt(strip))).isCloseTo(2, within(0.01));
    }

    @Test
    void findsNoAreaInPointsLinesAndEmptyShapes() {
        assertThat(Surface.squareMetres(wkt("POINT (113 34)"))).isZero();
        assertThat(Surface.squareMetres(wkt("LINESTRING (113 34, 114 34)"))).isZero();
        assertThat(Surface.squareMetres(wkt("POLYGON EMPTY"))).isZero();
        assertThat(Surface.meanWidthMetres(wkt("POLYGON EMPTY"))).isZero();
    }
}
