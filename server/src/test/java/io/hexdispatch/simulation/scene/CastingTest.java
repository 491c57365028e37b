package io.hexdispatch.simulation.scene;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.day.CityDay;
import io.hexdispatch.simulation.day.DuplicateReports;
import io.hexdispatch.simulation.day.Township;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;

class CastingTest {
    private static final Township TOWNSHIP = new Township(
            "410105001", "410105", new GeometryFactory().toGeometry(new Envelope(113.6, 113.7, 34.7, 34.8)));

    @Test
    void aWholeDayHasEveryScene() {
        for (long seed : new long[] {1, 7, 20250301}) {
            assertThat(new HashSet<>(scenes(seed, path -> true)))
                    .as("seed %s", seed)
                    .hasSize(30);
        }
    }

    @Test
    void whatTheServerDoesNotOfferIsNotPlayed() {
        assertThat(new HashSet<>(scenes(7, path -> false)))
                .hasSize(26)
                .doesNotContain("FirstReportScene", "DuplicateScene", "JointHandlingScene");
        assertThat(new Casting(day(7), path -> false).things())
                .hasSizeLessThan(new Casting(day(7), path -> true).things().size());
    }

    @Test
    void whichEventGoesWhichWayDependsOnTheSeedAlone() {
        assertThat(scenes(7, path -> true)).isEqualTo(scenes(7, path -> true)).isNotEqualTo(scenes(8, path -> true));
    }

    @Test
    void mostEventsAreOrdinary() {
        Map<String, Long> counts = scenes(7, path -> true).stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        assertThat(counts.get("OrdinaryScene")).isGreaterThan(8_000);
    }

    @Test
    void everyDuplicateFollowsAFirstReportByAnotherSource() {
        CityDay day = day(7);
        DuplicateReports reports = new DuplicateReports(day);
        long followers = day.events().stream()
                .filter(event -> reports.first(event).isPresent())
                .peek(event -> {
                    int first = reports.first(event).orElseThrow();
                    assertThat(day.events().get(first).source()).isNotEqualTo(event.source());
                    assertThat(reports.followers(day.events().get(first))).contains(event.index());
                })
                .count();

        assertThat(followers).isPositive();
    }

    @Test
    void noTwoThingsHaveTheSameName() {
        assertThat(new Casting(day(7), path -> true).things().stream().map(Thing::name))
                .doesNotHaveDuplicates();
    }

    private static CityDay day(long seed) {
        return CityDay.plan(seed, CityDay.WHOLE_DAY, List.of(TOWNSHIP));
    }

    private static List<String> scenes(long seed, Predicate<String> offers) {
        CityDay day = day(seed);
        Casting casting = new Casting(day, offers);
        return day.events().stream()
                .map(event -> casting.of(event).getClass().getSimpleName())
                .toList();
    }
}
