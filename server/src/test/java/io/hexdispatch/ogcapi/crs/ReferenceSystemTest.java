package io.hexdispatch.ogcapi.crs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;

class ReferenceSystemTest {
    @Test
    void putsLatitudeFirstWhereTheDefinitionDoes() {
        assertThat(ReferenceSystem.CRS84.first(113, 34)).isEqualTo(113);
        for (ReferenceSystem system : new ReferenceSystem[] {ReferenceSystem.EPSG_4326, ReferenceSystem.EPSG_4490}) {
            assertThat(system.first(113, 34)).isEqualTo(34);
            assertThat(system.second(113, 34)).isEqualTo(113);
            assertThat(system.longitude(34, 113)).isEqualTo(113);
        }
    }

    /** The values are those of PROJ 9.1: {@code echo 113.65 34.75 | gdaltransform -s_srs OGC:CRS84 -t_srs EPSG:3857}. */
    @Test
    void projectsAsProjDoes() {
        assertThat(ReferenceSystem.EPSG_3857.first(113.65, 34.75)).isCloseTo(12_651_460.128_655_5, within(1e-6));
        assertThat(ReferenceSystem.EPSG_3857.second(113.65, 34.75)).isCloseTo(4_129_958.829_028_69, within(1e-6));
        assertThat(ReferenceSystem.EPSG_3857.second(0, 0)).isZero();
        assertThat(ReferenceSystem.EPSG_3857.second(0, 90)).isCloseTo(20_037_508.342_789_2, within(1e-6));
    }

    @Property(seed = "410100")
    void comesBackToWhereItWas(
            @ForAll ReferenceSystem system,
            @ForAll @DoubleRange(min = -180, max = 180) double longitude,
            @ForAll @DoubleRange(min = -85, max = 85) double latitude) {
        double first = system.first(longitude, latitude);
        double second = system.second(longitude, latitude);
        assertThat(system.longitude(first, second)).isCloseTo(longitude, within(1e-12));
        assertThat(system.latitude(first, second)).isCloseTo(latitude, within(1e-12));
        assertThat(ReferenceSystem.ofUri(system.uri())).contains(system);
    }

    @Test
    void readsABoxInTheOrderOfItsSystem() {
        Envelope box = new Envelope(113, 114, 34, 35);
        assertThat(box(ReferenceSystem.CRS84, 113, 34, 114, 35).parts()).containsExactly(box);
        assertThat(box(ReferenceSystem.CRS84, 113, 34, -5, 114, 35, 5).parts()).containsExactly(box);
        assertThat(box(ReferenceSystem.EPSG_4490, 34, 113, 35, 114).parts()).containsExactly(box);
    }

    @Test
    void dividesABoxAtTheAntimeridian() {
        assertThat(box(ReferenceSystem.CRS84, 170, -10, -170, 10).parts())
                .containsExactly(new Envelope(170, 180, -10, 10), new Envelope(-180, -170, -10, 10));
    }

    @Test
    void refusesWhatIsNoBox() {
        assertRefused("has 3 numbers", 1, 2, 3);
        assertRefused("NaN", 1, 2, 3, Double.NaN);
        assertRefused("latitude 113.0", 34, 113, 35, 114);
        assertRefused("lower corner at latitude 35.0, above the upper at 34.0", 113, 35, 114, 34);
    }

    private static void assertRefused(String words, double... ordinates) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> box(ReferenceSystem.CRS84, ordinates))
                .withMessageContaining(words);
    }

    private static Box box(ReferenceSystem system, double... ordinates) {
        return Box.of(ordinates, system);
    }
}
