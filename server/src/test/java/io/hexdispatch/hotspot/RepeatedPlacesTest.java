package io.hexdispatch.hotspot;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.category.CategoryKey;
import io.hexdispatch.category.CategoryKind;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.EventStatus;
import io.hexdispatch.grid.coordinate.GreatCircle;
import io.hexdispatch.grid.coordinate.LonLat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RepeatedPlacesTest {
    private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");
    private static final double METRES_PER_DEGREE = 111_195;

    private static Occurrence event(long id, String category, double east, double north) {
        Instant filedAt = BEGIN.plus(Duration.ofHours(id));
        return new Occurrence(
                EventNumber.of(filedAt, id),
                new CategoryKey(CategoryKind.EVENT, category),
                EventStatus.CLOSED,
                new LonLat(
                        113.65 + east / METRES_PER_DEGREE / GreatCircle.cosine(34.75),
                        34.75 + north / METRES_PER_DEGREE),
                filedAt,
                Optional.empty());
    }

    @Test
    void theSameThreeTimesWithinTheDistanceIsAPlace() {
        List<RepeatedPlace> places = new RepeatedPlaces(50, 3)
                .find(List.of(
                        event(1, "90006", 0, 0),
                        event(2, "90006", 30, 20),
                        event(3, "90006", -30, 10),
                        event(4, "93003", 0, 0),
                        event(5, "93003", 0, 1),
                        event(6, "90006", 0, 200)));
        assertThat(places).hasSize(1);
        assertThat(places.get(0).events())
                .extracting(each -> each.number().id())
                .containsExactly(1L, 2L, 3L);
        assertThat(places.get(0).meanBetween()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void aStreetFullOfEventsIsSeveralPlacesAndNotOne() {
        List<Occurrence> street = IntStream.rangeClosed(1, 100)
                .mapToObj(i -> event(i, "90006", i * 10.0, 0))
                .toList();
        List<RepeatedPlace> places = new RepeatedPlaces(50, 3).find(street);
        assertThat(places.size()).isBetween(9, 20);
        assertThat(places).allSatisfy(place -> assertThat(place.events()).hasSizeLessThanOrEqualTo(11));
    }

    @Property(tries = 100)
    void everyPlaceIsWhatItSays(
            @ForAll long seed,
            @ForAll @IntRange(max = 300) int count,
            @ForAll @IntRange(min = 2, max = 6) int least,
            @ForAll @IntRange(min = 1, max = 300) int metres) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Occurrence> events = IntStream.rangeClosed(1, count)
                .mapToObj(i -> event(
                        i,
                        random.nextBoolean() ? "90006" : "93003",
                        Math.floor(random.nextDouble(40)) * 20,
                        random.nextDouble(800)))
                .toList();
        List<RepeatedPlace> places = new RepeatedPlaces(metres, least).find(events);
        List<Occurrence> placed =
                places.stream().flatMap(place -> place.events().stream()).toList();
        assertThat(placed).as("no event is at two places").doesNotHaveDuplicates();
        for (RepeatedPlace place : places) {
            assertThat(place.events()).hasSizeGreaterThanOrEqualTo(least).allSatisfy(event -> {
                assertThat(event.category()).isEqualTo(place.category());
                assertThat(GreatCircle.metres(place.centre(), event.place())).isLessThanOrEqualTo(metres);
            });
        }
        List<Occurrence> left = new ArrayList<>(events);
        left.removeAll(placed);
        // Those left around one of them would have been a place, but for the finest of distances.
        for (Occurrence event : left) {
            assertThat(left.stream()
                            .filter(other -> other.category().equals(event.category()))
                            .filter(other -> GreatCircle.metres(event.place(), other.place()) <= 0.8 * metres))
                    .hasSizeLessThan(least);
        }
    }

    @Test
    void aHundredThousandAtOneAddressTakeNoLongerThanALook() {
        List<Occurrence> events = IntStream.rangeClosed(1, 100_000)
                .mapToObj(i -> event(i, "90006", i % 100, i / 100 % 100))
                .toList();
        long begin = System.nanoTime();
        assertThat(new RepeatedPlaces(50, 3).find(events)).isNotEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void whatComesAfterAClosingIsARelapse() {
        RepeatedPlace place = new RepeatedPlaces(50, 3)
                .find(List.of(event(1, "90006", 0, 0), event(2, "90006", 0, 0), event(3, "90006", 0, 0)))
                .get(0);
        assertThat(place.relapses()).isZero();
        Instant closed = BEGIN.plus(Duration.ofMinutes(150));
        RepeatedPlace relapsed = place.withClosings(Map.of(place.events().get(0).number(), closed));
        assertThat(relapsed.events().stream().map(relapsed::isRelapse)).containsExactly(false, false, true);
        assertThat(relapsed.relapses()).isEqualTo(1);
    }
}
