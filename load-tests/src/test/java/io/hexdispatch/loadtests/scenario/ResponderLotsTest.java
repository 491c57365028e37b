package io.hexdispatch.loadtests.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.loadtests.scenario.CityPlaces.Place;
import io.hexdispatch.loadtests.scenario.ResponderLots.Unit;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ResponderLotsTest {
    private static final CityPlaces PLACES = new CityPlaces(List.of(
            new Place("410102001001001", 113.6, 34.7),
            new Place("410103001001001", 113.7, 34.8),
            new Place("410103001001002", 113.7, 34.8),
            new Place("410103001001003", 113.7, 34.8)));
    private static final List<Unit> UNITS = List.of(
            new Unit("police-410100", "410100"),
            new Unit("police-410102", "410102"),
            new Unit("police-410103", "410103"),
            new Unit("fire-410103", "410103"));

    @Test
    void givesEachCountyAsManyRespondersAsItHasPlaces() {
        Map<String, Long> byUnit = responders(4_000).stream()
                .collect(Collectors.groupingBy(responder -> responder.getString("unit"), Collectors.counting()));

        assertThat(byUnit.get("police-410100")).isEqualTo(1);
        assertThat(byUnit.get("police-410102")).isBetween(900L, 1_100L);
        assertThat(byUnit.get("police-410103")).isBetween(1_400L, 1_600L);
        assertThat(byUnit.get("fire-410103")).isBetween(1_400L, 1_600L);
    }

    @Test
    void placesRespondersInTheAreaOfTheirUnit() {
        assertThat(responders(100))
                .filteredOn(responder -> responder.getString("unit").equals("police-410102"))
                .isNotEmpty()
                .allMatch(responder -> responder.getJsonObject("location").getDouble("lon") == 113.6);
    }

    @Test
    void givesEveryUnitOneEvenIfFewerAreAskedFor() {
        assertThat(responders(1))
                .extracting(responder -> responder.getString("unit"))
                .containsExactlyElementsOf(UNITS.stream().map(Unit::code).toList());
    }

    @Test
    void namesNoResponderTwiceAndKeepsLotsSmall() {
        List<JsonArray> lots = ResponderLots.of(UNITS, PLACES, 2_500, new SplittableRandom(1));

        assertThat(lots).extracting(JsonArray::size).containsExactly(1_000, 1_000, 500);
        assertThat(responders(2_500))
                .extracting(responder -> responder.getString("id"))
                .doesNotHaveDuplicates();
    }

    private static List<JsonObject> responders(int count) {
        return ResponderLots.of(UNITS, PLACES, count, new SplittableRandom(1)).stream()
                .flatMap(lot -> lot.stream().map(JsonObject.class::cast))
                .toList();
    }
}
