package io.hexdispatch.loadtests.scenario;

import io.hexdispatch.loadtests.scenario.CityPlaces.Place;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The reports of a run: places all over the city, categories of every department that has a unit in each county. By the
 * demonstration rules 100 of them become 125 orders on average.
 */
final class Reports {
    static final String SOURCE = "load-test";

    private static final List<String> CATEGORIES = List.of(
            "01001", // water supply
            "01005", // power
            "01006", // road maintenance
            "01011", // gas
            "01012", // police
            "01013", // fire
            "02014", // traffic police, with police and road maintenance
            "02035", // emergency management
            "04001", // landscaping
            "06010", // sanitation
            "09006", // urban management
            "90002", // water supply, with road maintenance
            "90004", // drainage
            "91001", // heating
            "93001", // justice
            "93002"); // human resources, with justice

    private final CityPlaces places;
    private final String run;
    private final SplittableRandom random;

    /** @param run makes the ids of this run's events unlike those of any other run on the same server */
    Reports(CityPlaces places, String run, long seed) {
        this.places = places;
        this.run = run;
        this.random = new SplittableRandom(seed);
    }

    Place place() {
        return places.any(random);
    }

    /** The body of the report of an event. */
    Buffer body(long number, Place place) {
        String category = CATEGORIES.get(random.nextInt(CATEGORIES.size()));
        return Buffer.buffer("{\"source\":\"" + SOURCE + "\",\"sourceEventId\":\"" + run + number + "\",\"category\":\""
                + category + "\",\"location\":{\"lon\":" + place.longitude() + ",\"lat\":" + place.latitude()
                + "},\"text\":\"reported by the load test\"}");
    }
}
