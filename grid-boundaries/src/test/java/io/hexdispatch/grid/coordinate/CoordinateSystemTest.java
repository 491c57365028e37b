package io.hexdispatch.grid.coordinate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CoordinateSystemTest {
    /** The values were worked out with gcoord 1.0 and coordtransform 2.1 for JavaScript, which agree to the last digit. */
    @ParameterizedTest
    @CsvSource({
        "113.6654, 34.7579, 113.67150436021001, 34.75679252972502, 113.67799783289908, 34.762761191891784",
        "112.98, 34.75, 112.98617140724218, 34.748919376520874, 112.9927616515722, 34.754595313754365",
        "113.85, 34.52, 113.85592773101635, 34.51865980985443, 113.86238023963242, 34.52475932056284",
        "116.397, 39.909, 116.40324350604497, 39.91040339728811, 116.40961569346796, 39.916744221722645",
        "105, 35, 105.00328624145706, 34.99909863223526, 105.00966682831948, 35.005403668456964",
        "121.5, 31.2, 121.5044286589165, 31.1979666854059, 121.51101768878121, 31.203611399590887"
    })
    void shiftsAsTheReferencesDo(double x, double y, double gcjX, double gcjY, double bdX, double bdY) {
        assertNear(CoordinateSystem.GCJ02.fromWgs84(new LonLat(x, y)), gcjX, gcjY, 1e-9);
        assertNear(CoordinateSystem.BD09.fromWgs84(new LonLat(x, y)), bdX, bdY, 1e-9);
        assertNear(CoordinateSystem.GCJ02.toWgs84(new LonLat(gcjX, gcjY)), x, y, 1e-8);
        assertNear(CoordinateSystem.BD09.toWgs84(new LonLat(bdX, bdY)), x, y, 1e-8);
    }

    @Property(tries = 500, seed = "20260306")
    void returnsFromEverySystemToWhereItCameFrom(
            @ForAll @DoubleRange(min = 73, max = 135) double longitude,
            @ForAll @DoubleRange(min = 4, max = 53) double latitude) {
        for (CoordinateSystem system : CoordinateSystem.values()) {
            LonLat there = system.fromWgs84(new LonLat(longitude, latitude));

            assertNear(system.toWgs84(there), longitude, latitude, 1e-8);
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesPositionsAtTheEndsOfTheWorld(CoordinateSystem system) {
        for (LonLat corner : new LonLat[] {new LonLat(180, 90), new LonLat(-180, -90), new LonLat(0, 0)}) {
            assertThat(system.toWgs84(corner)).isNotNull();
            assertThat(system.fromWgs84(corner)).isNotNull();
        }
    }

    @Test
    void leavesPositionsOutsideChinaWhereTheyAre() {
        LonLat paris = new LonLat(2.35, 48.85);

        assertThat(CoordinateSystem.GCJ02.fromWgs84(paris)).isEqualTo(paris);
        assertThat(CoordinateSystem.CGCS2000.toWgs84(paris)).isEqualTo(paris);
    }

    private static void assertNear(LonLat actual, double longitude, double latitude, double tolerance) {
        assertThat(actual.longitude()).isCloseTo(longitude, within(tolerance));
        assertThat(actual.latitude()).isCloseTo(latitude, within(tolerance));
    }
}
