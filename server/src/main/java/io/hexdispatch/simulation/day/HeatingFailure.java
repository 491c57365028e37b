package io.hexdispatch.simulation.day;

import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.source.SourceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * On a winter morning a heating pipe bursts, and within ten minutes one township of one county reports it: the hotline, the heating
 * company and its pressure sensors, and from each cold building several times.
 */
final class HeatingFailure {
    static final int BEGINS_SECOND = 6 * 3_600 + 40 * 60;
    static final int LASTS_SECONDS = 600;

    private static final int REPORTS_FROM_A_BUILDING = 15;
    private static final double BUILDING_METRES = 20;

    private HeatingFailure() {}

    static List<Draft> drafts(int count, Township where, SplittableRandom random) {
        int buildings = Math.max(1, count / REPORTS_FROM_A_BUILDING);
        List<LonLat> places = new ArrayList<>();
        for (int i = 0; i < buildings; i++) {
            places.add(where.place(random));
        }
        List<Draft> drafts = new ArrayList<>();
        for (SourceKind source : SourceMix.HEATING_FAILURE.sources(count)) {
            int building = random.nextInt(buildings);
            // Most call in the first minutes.
            double when = random.nextDouble() * random.nextDouble();
            drafts.add(new Draft(
                    BEGINS_SECOND + (int) (when * LASTS_SECONDS),
                    source,
                    Matter.ofTheCold(source, random),
                    where.near(places.get(building), BUILDING_METRES, random),
                    Optional.of(where),
                    Part.HEATING_FAILURE,
                    building));
        }
        return drafts;
    }
}
