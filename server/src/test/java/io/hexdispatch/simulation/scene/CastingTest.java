package io.hexdispatch.simulation.scene;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.day.CityDay;
import io.hexdispatch.simulation.day.Township;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;

class CastingTest {
    private static final Township TOWNSHIP = new Township(
            "410105001", "410105", new GeometryFactory().toGeometry(new Envelope(113.6, 113.7, 34.7, 34.8)));

    private final Casting casting = new Casting();

    @Test
    void aWholeDayHasEveryScene() {
        for (long seed : new long[] {1, 7, 20250301}) {
            Set<String> seen = new HashSet<>(scenes(seed, new Casting()));
            assertThat(seen).as("seed %s", seed).hasSize(26);
        }
    }

    @Test
    void whichEventGoesWhichWayDependsOnTheSeedAlone() {
        assertThat(scenes(7, casting)).isEqualTo(scenes(7, new Casting())).isNotEqualTo(scenes(8, casting));
    }

    @Test
    void mostEventsAreOrdinary() {
        Map<String, Long> counts =
                scenes(7, casting).stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        assertThat(counts.get("OrdinaryScene")).isGreaterThan(8_000);
    }

    @Test
    void noTwoThingsHaveTheSameName() {
        assertThat(casting.things().stream().map(Thing::name)).doesNotHaveDuplicates();
    }

    private static List<String> scenes(long seed, Casting casting) {
        CityDay day = CityDay.plan(seed, CityDay.WHOLE_DAY, List.of(TOWNSHIP));
        return day.events().stream()
                .map(event -> casting.of(day, event).getClass().getSimpleName())
                .toList();
    }
}
