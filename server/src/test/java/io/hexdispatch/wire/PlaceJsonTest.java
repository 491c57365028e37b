package io.hexdispatch.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hexdispatch.event.Place;
import io.hexdispatch.grid.coordinate.CoordinateSystem;
import io.hexdispatch.grid.coordinate.GreatCircle;
import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.wire.Fields.Fault;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlaceJsonTest {
    @Test
    void takesWgs84WhereNothingElseIsSaid() {
        assertThat(PlaceJson.read(fields(113.6, 34.75, null)))
                .contains(new Place(CoordinateSystem.WGS84, new LonLat(113.6, 34.75), new LonLat(113.6, 34.75)));
    }

    @Test
    void keepsWhatWasGivenAndConvertsIt() {
        Place place = PlaceJson.read(fields(113.6, 34.75, "gcj02")).orElseThrow();

        assertThat(place.given()).isEqualTo(new LonLat(113.6, 34.75));
        assertThat(GreatCircle.metres(place.given(), place.wgs84())).isCloseTo(550, within(250.0));
    }

    @ParameterizedTest
    @EnumSource
    void knowsEveryCoordinateSystemByItsTextAndConvertsTheEndsOfTheWorld(CoordinateSystem crs) {
        assertThat(PlaceJson.crs(PlaceJson.text(crs))).contains(crs);
        for (double longitude : new double[] {-180, 0, 180}) {
            for (double latitude : new double[] {-90, 0, 90}) {
                assertThat(PlaceJson.read(fields(longitude, latitude, PlaceJson.text(crs))))
                        .isPresent();
            }
        }
    }

    @Test
    void saysThatTheCoordinatesLookSwapped() {
        assertThat(faults(34.75, 113.6, null))
                .containsExactly(new Fault(
                        "/lat",
                        "113.6 is not a latitude, which is -90 to 90 degrees; lon 34.75 and lat 113.6 look swapped:"
                                + " lon is the longitude, about 113 here"));
    }

    @Test
    void doesNotCallSwappedWhatIsWrongEitherWay() {
        assertThat(faults(113.6, 347.5, null))
                .containsExactly(new Fault("/lat", "347.5 is not a latitude, which is -90 to 90 degrees"));
        assertThat(faults(1136, 34.75, null))
                .containsExactly(new Fault("/lon", "1136.0 is not a longitude, which is -180 to 180 degrees"));
    }

    @Test
    void namesTheSystemsThatItKnows() {
        assertThat(faults(113.6, 34.75, "EPSG:4490"))
                .containsExactly(
                        new Fault("/crs", "\"EPSG:4490\" is not known; right is one of wgs84, cgcs2000, gcj02, bd09"));
        assertThat(faults(113.6, 34.75, "WGS84")).hasSize(1);
    }

    @Test
    void tellsEveryFaultAtOnce() {
        assertThat(faults(null, "north", "?"))
                .containsExactly(
                        new Fault("/lon", "is missing; the longitude in degrees, -180 to 180"),
                        new Fault("/lat", "is the text \"north\"; the latitude in degrees, -90 to 90 is right"),
                        new Fault("/crs", "\"?\" is not known; right is one of wgs84, cgcs2000, gcj02, bd09"));
    }

    private static Fields fields(Object longitude, Object latitude, String crs) {
        return Fields.of(
                new JsonObject().put("lon", longitude).put("lat", latitude).put("crs", crs));
    }

    private static List<Fault> faults(Object longitude, Object latitude, String crs) {
        Fields fields = fields(longitude, latitude, crs);
        assertThat(PlaceJson.read(fields)).isEmpty();
        return fields.faults();
    }
}
