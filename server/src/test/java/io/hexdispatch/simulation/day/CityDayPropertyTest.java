package io.hexdispatch.simulation.day;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.source.SourceKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;

class CityDayPropertyTest {
    private static final GeometryFactory GEOMETRY = new GeometryFactory();

    /** Six townships of two counties, side by side. */
    private static List<Township> townships() {
        List<Township> townships = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            townships.add(new Township(
                    "41010" + (i < 3 ? 2 : 5) + "00" + i,
                    i < 3 ? "410102" : "410105",
                    GEOMETRY.toGeometry(new Envelope(113 + i * 0.1, 113.1 + i * 0.1, 34.7, 34.8))));
        }
        return townships;
    }

    @Property(tries = 50)
    void theSameSeedIsTheSameDayInWhateverOrderTheTownshipsCome(
            @ForAll long seed, @ForAll @IntRange(min = 100, max = 2_000) int count) {
        List<Township> shuffled = townships();
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(CityDay.plan(seed, count, shuffled)).isEqualTo(CityDay.plan(seed, count, townships()));
    }

    @Property(tries = 50)
    void anotherSeedIsAnotherDay(@ForAll long seed) {
        assertThat(CityDay.plan(seed, 100, townships()).events())
                .isNotEqualTo(CityDay.plan(seed + 1, 100, townships()).events());
    }

    @Property(tries = 50)
    void everyDayHasSoManyEventsInTheOrderOfTheirTimeInsideTheirTownships(
            @ForAll long seed, @ForAll @IntRange(min = 100, max = 2_000) int count) {
        List<PlannedEvent> events = CityDay.plan(seed, count, townships()).events();

        assertThat(events).hasSize(count);
        for (int i = 0; i < count; i++) {
            PlannedEvent event = events.get(i);
            assertThat(event.index()).isEqualTo(i);
            assertThat(event.second()).isBetween(i == 0 ? 0 : events.get(i - 1).second(), 86_399);
            if (event.part() == Part.OUTSIDE) {
                assertThat(event.county()).isEmpty();
            } else {
                int township = (int) ((event.place().longitude() - 113) / 0.1);
                assertThat(event.township()).endsWith("00" + township);
                assertThat(new Envelope(113, 113.6, 34.7, 34.8)
                                .contains(new Coordinate(
                                        event.place().longitude(), event.place().latitude())))
                        .isTrue();
            }
            event.sameAs().ifPresent(earlier -> assertThat(events.get(earlier))
                    .matches(first -> first.index() < event.index()
                            && first.category().equals(event.category())
                            && first.sameAs().isEmpty()
                            && first.part() == Part.HEATING_FAILURE));
        }
    }

    @Property(tries = 20)
    void everySourceHasItsShareToTheEvent(@ForAll long seed) {
        List<PlannedEvent> events =
                CityDay.plan(seed, CityDay.WHOLE_DAY, townships()).events();
        Map<SourceKind, Integer> counts = new EnumMap<>(SourceKind.class);
        events.forEach(event -> counts.merge(event.source(), 1, Integer::sum));

        assertThat(events).hasSize(12_100);
        assertThat(counts)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry(SourceKind.HOTLINE_12345, 4_652),
                        Map.entry(SourceKind.URBAN_MANAGEMENT, 2_235),
                        Map.entry(SourceKind.GRID_MEMBER, 1_764),
                        Map.entry(SourceKind.CITIZEN, 1_274),
                        Map.entry(SourceKind.VIDEO, 695),
                        Map.entry(SourceKind.IOT, 725),
                        Map.entry(SourceKind.HEATING, 348),
                        Map.entry(SourceKind.POLICE_110, 136),
                        Map.entry(SourceKind.CIVILISATION, 109),
                        Map.entry(SourceKind.WOMENS_FEDERATION, 63),
                        Map.entry(SourceKind.TRADE_UNION, 54),
                        Map.entry(SourceKind.RELIGION, 45)));
    }

    @Property(tries = 20)
    void theStormComesInBurstsOfAHundredTimesTheOrdinaryRateAndTheDayHasItsPeaks(@ForAll long seed) {
        List<PlannedEvent> events =
                CityDay.plan(seed, CityDay.WHOLE_DAY, townships()).events();
        int seconds = Storm.burstSeconds(2_420, CityDay.WHOLE_DAY);
        double perSecond =
                events.stream().filter(event -> event.part() == Part.STORM).count()
                        / (double) (seconds * Storm.BURSTS.length);

        assertThat(perSecond).isBetween(95.0 * 12_100 / 86_400, 105.0 * 12_100 / 86_400);
        assertThat(ordinary(events, 8, 10)).isGreaterThan(2 * ordinary(events, 12, 14));
        assertThat(ordinary(events, 17, 19)).isGreaterThan(3 * ordinary(events, 21, 23));
        assertThat(ordinary(events, 1, 3)).isLessThan(ordinary(events, 8, 10) / 10);
    }

    @Property(tries = 20)
    void theHeatingFailsInOneCountyWithinTenMinutesAndManyReportTheSame(@ForAll long seed) {
        CityDay day = CityDay.plan(seed, CityDay.WHOLE_DAY, townships());
        List<PlannedEvent> cold = day.events().stream()
                .filter(event -> event.part() == Part.HEATING_FAILURE)
                .toList();

        assertThat(cold).hasSize(605).allSatisfy(event -> {
            assertThat(event.county()).isEqualTo(day.coldCounty());
            assertThat(event.second())
                    .isBetween(
                            HeatingFailure.BEGINS_SECOND, HeatingFailure.BEGINS_SECOND + HeatingFailure.LASTS_SECONDS);
        });
        assertThat(cold.stream().filter(event -> event.sameAs().isPresent())).hasSizeGreaterThan(400);
    }

    private static long ordinary(List<PlannedEvent> events, int fromHour, int toHour) {
        return events.stream()
                .filter(event -> event.part() == Part.ORDINARY)
                .filter(event -> event.second() >= fromHour * 3_600 && event.second() < toHour * 3_600)
                .count();
    }
}
