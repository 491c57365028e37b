package io.hexdispatch.duplicate;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.TestReports;
import io.hexdispatch.grid.coordinate.GreatCircle;
import io.hexdispatch.grid.coordinate.LonLat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

/** Which events are taken for the same, and which of them stays. */
class PrincipalChoicePropertyTest {
    private static final DuplicateTerms TERMS = DuplicateTerms.DEFAULT;
    /** About 50 m at the latitude of Zhengzhou. */
    private static final double STEP_DEGREES = 50 / 111_195.0;

    private record Spot(int source, int east, int north, int minutes) {}

    @Provide
    Arbitrary<List<Spot>> spots() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(0, 12),
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.integers().between(0, 240))
                .as(Spot::new)
                .list()
                .ofMaxSize(30);
    }

    /** Whatever order they are compared in, and whether from one side or from both. */
    @Property
    void eachGoesIntoTheFirstThatItIsLike(@ForAll @From("spots") List<Spot> spots, @ForAll boolean bothWays) {
        List<Reported> events = new ArrayList<>();
        for (Spot spot : spots) {
            events.add(new Reported(
                    EventNumber.of(TestReports.NOW, events.size() + 1),
                    "source-" + spot.source(),
                    new LonLat(113.02 + spot.east() * STEP_DEGREES / 4, 34.75 + spot.north() * STEP_DEGREES / 4),
                    TestReports.NOW.plus(Duration.ofMinutes(spot.minutes()))));
        }
        PrincipalChoice choice = new PrincipalChoice();
        for (int i = events.size() - 1; i >= 0; i--) {
            for (int j = 0; j < events.size(); j++) {
                if (bothWays || j <= i) {
                    choice.add(events.get(i), events.get(j), TERMS);
                }
            }
        }

        List<Tuple.Tuple2<EventNumber, EventNumber>> expected = new ArrayList<>();
        for (Reported event : events) {
            Optional<Reported> first = events.stream()
                    .filter(other -> other.event().id() < event.event().id() && isLike(event, other))
                    .findFirst();
            first.ifPresent(principal -> expected.add(Tuple.of(event.event(), principal.event())));
        }
        assertThat(choice.duplicates().stream()
                        .map(found -> Tuple.of(found.event(), found.principal()))
                        .toList())
                .isEqualTo(expected);
        assertThat(choice.duplicates())
                .allMatch(found -> found.likeness().confidencePercent() >= 0
                        && found.likeness().confidencePercent() <= 100);
    }

    private static boolean isLike(Reported one, Reported other) {
        return !one.source().equals(other.source())
                && GreatCircle.metres(one.place(), other.place()) <= 50
                && Duration.between(one.occurredAt(), other.occurredAt()).abs().toMinutes() <= 120;
    }

    @Test
    void theSamePlaceAtTheSameTimeIsAsSureAsItGets() {
        Reported one = new Reported(EventNumber.of(TestReports.NOW, 1), "a", TestReports.PLACE, TestReports.NOW);
        Reported other = new Reported(EventNumber.of(TestReports.NOW, 2), "b", TestReports.PLACE, TestReports.NOW);
        assertThat(TERMS.compare(one, other)).contains(new Likeness(0, Duration.ZERO, 100));
        Reported later = new Reported(other.event(), "b", TestReports.PLACE, TestReports.NOW.plus(TERMS.window()));
        assertThat(TERMS.compare(one, later).orElseThrow().confidencePercent()).isEqualTo(50);
        assertThat(TERMS.compare(later, one)).as("the same from both sides").isEqualTo(TERMS.compare(one, later));
        assertThat(TERMS.compare(
                        one,
                        new Reported(
                                other.event(),
                                "b",
                                TestReports.PLACE,
                                TestReports.NOW.plus(TERMS.window()).plusNanos(1))))
                .isEmpty();
    }
}
