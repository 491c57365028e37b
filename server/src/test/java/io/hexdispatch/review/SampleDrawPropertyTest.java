package io.hexdispatch.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.TestReports;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A sample has its share of every part of the city, and whoever has its seed draws it again. */
class SampleDrawPropertyTest {
    @Provide
    Arbitrary<List<Integer>> sizes() {
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(3, Arbitraries.integers().between(1, 20)),
                        net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(1, 3_000)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }

    @Property
    void allocatesInProportion(
            @ForAll @From("sizes") List<Integer> sizes, @ForAll @IntRange(min = 1, max = 600) int size) {
        Map<Stratum, Integer> strata = strata(sizes);
        int population = sizes.stream().mapToInt(Integer::intValue).sum();

        Map<Stratum, Integer> drawn = Allocation.of(strata, size);

        assertThat(drawn.keySet()).isEqualTo(strata.keySet());
        assertThat(drawn.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(Math.min(size, population));
        strata.forEach((stratum, number) -> assertThat(drawn.get(stratum)).isBetween(0, number));
        if (size >= strata.size()) {
            assertThat(drawn.values()).as("no part goes unseen").allMatch(number -> number >= 1);
        }
        strata.forEach((one, number) -> strata.forEach((other, more) -> {
            if (number < more) {
                assertThat(drawn.get(one)).as("a larger part has not less").isLessThanOrEqualTo(drawn.get(other));
            }
        }));
        boolean isNobodyTooSmall = strata.values().stream().allMatch(number -> (long) size * number >= population);
        if (size < population && isNobodyTooSmall) {
            strata.forEach((stratum, number) -> assertThat((double) drawn.get(stratum))
                    .as("the quota rule: its share, rounded down or up")
                    .isBetween(
                            Math.floor((double) size * number / population),
                            Math.ceil((double) size * number / population)));
        }
    }

    @Property
    void theSameSeedAndPopulationGiveTheSameSampleInWhateverOrderItIsRead(
            @ForAll @From("sizes") List<Integer> sizes,
            @ForAll @IntRange(min = 1, max = 100) int size,
            @ForAll long shuffle) {
        List<SampleDraw.Drawn> population = population(sizes);
        List<SampleDraw.Drawn> shuffled = new ArrayList<>(population);
        Collections.shuffle(shuffled, new Random(shuffle));

        List<SampleDraw.Drawn> sample = draw("seed", population, size);

        assertThat(draw("seed", shuffled, size)).isEqualTo(sample);
        assertThat(sample).doesNotHaveDuplicates().hasSize(Math.min(size, population.size()));
        assertThat(population).containsAll(sample);
    }

    @Test
    void everybodyIsDrawnAboutAsOften() {
        List<SampleDraw.Drawn> population = population(List.of(20, 30));
        Map<EventNumber, Integer> drawn = new HashMap<>();
        for (int seed = 0; seed < 2_000; seed++) {
            draw("seed " + seed, population, 10).forEach(each -> drawn.merge(each.event(), 1, Integer::sum));
        }
        // 400 times each, with a standard deviation of about 18.
        assertThat(drawn.values()).hasSize(50).allMatch(times -> times > 310 && times < 490);
    }

    @Test
    void theSampleOfASeedStaysTheSameFromVersionToVersion() {
        List<SampleDraw.Drawn> sample = draw("2026-W10", population(List.of(100)), 3);
        assertThat(sample.stream().map(each -> each.event().toString()))
                .as("the first by sha256sum of 2026-W10/<number>")
                .containsExactly("20260301-0000058", "20260301-0000015", "20260301-0000049");
    }

    private static List<SampleDraw.Drawn> draw(String seed, List<SampleDraw.Drawn> population, int size) {
        SampleDraw draw = new SampleDraw(seed);
        population.forEach(each -> draw.add(each.event(), each.stratum()));
        return draw.draw(size);
    }

    private static List<SampleDraw.Drawn> population(List<Integer> sizes) {
        List<SampleDraw.Drawn> population = new ArrayList<>();
        strata(sizes).forEach((stratum, number) -> {
            for (int i = 0; i < number; i++) {
                population.add(new SampleDraw.Drawn(EventNumber.of(TestReports.NOW, population.size() + 1), stratum));
            }
        });
        return population;
    }

    private static Map<Stratum, Integer> strata(List<Integer> sizes) {
        Map<Stratum, Integer> strata = new java.util.TreeMap<>();
        for (int i = 0; i < sizes.size(); i++) {
            strata.put(new Stratum("4101" + (10 + i), "event 0" + i % 10), sizes.get(i));
        }
        return strata;
    }
}
