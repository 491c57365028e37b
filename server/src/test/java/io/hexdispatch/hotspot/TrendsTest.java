package io.hexdispatch.hotspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hexdispatch.category.CategoryKey;
import io.hexdispatch.category.CategoryKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrendsTest {
    private static final Instant MONDAY = Instant.parse("2026-11-15T16:00:00Z");
    private static final CategoryKey WATER = new CategoryKey(CategoryKind.EVENT, "90006");
    private static final CategoryKey NOISE = new CategoryKey(CategoryKind.EVENT, "93003");

    @Test
    void aDayIsComparedWithTheDayBeforeAndWithTheSameDayOfEarlierWeeks() {
        Period day = new Period(MONDAY, MONDAY.plus(Duration.ofDays(1)));
        List<Period> periods = new Trends(day, Instant.EPOCH).periods();
        assertThat(periods).hasSize(10);
        assertThat(periods.get(1).from()).isEqualTo(MONDAY.minus(Duration.ofDays(1)));
        assertThat(periods.get(9).from()).isEqualTo(MONDAY.minus(Duration.ofDays(7)));
        assertThat(periods.get(2).from()).isEqualTo(MONDAY.minus(Duration.ofDays(56)));
    }

    @Test
    void tenDaysAreComparedWithTheTenDaysThatBegunWeeksBeforeAndDoNotOverlap() {
        Period days = new Period(MONDAY, MONDAY.plus(Duration.ofDays(10)));
        List<Period> periods = new Trends(days, Instant.EPOCH).periods();
        assertThat(periods).hasSize(6);
        assertThat(periods.get(5).from()).isEqualTo(MONDAY.minus(Duration.ofDays(14)));
        for (int i = 2; i < 5; i++) {
            assertThat(periods.get(i).to()).isBeforeOrEqualTo(periods.get(i + 1).from());
        }
    }

    @Test
    void whatLiesBeforeTheFirstEventIsNotComparedWith() {
        Period week = new Period(MONDAY, MONDAY.plus(Duration.ofDays(7)));
        Trends trends = new Trends(week, MONDAY.minus(Duration.ofDays(15)));
        assertThat(trends.periods()).hasSize(4);
        Trend trend = trends.of(Map.of(WATER, new long[] {30, 20, 20, 20})).get(0);
        assertThat(trend.usual()).contains(20.0);
        Trend first =
                new Trends(week, MONDAY).of(Map.of(WATER, new long[] {30, 0})).get(0);
        assertThat(first.againstPrevious()).isEmpty();
        assertThat(first.againstUsual()).isEmpty();
    }

    @Test
    void theLeastLikelyChangeIsFirstAndManyCategoriesAreCorrectedFor() {
        Period week = new Period(MONDAY, MONDAY.plus(Duration.ofDays(7)));
        Map<CategoryKey, long[]> counts = Map.of(
                NOISE, new long[] {100, 99, 100, 102, 99, 100, 98, 101, 100, 100},
                WATER, new long[] {160, 99, 100, 102, 99, 100, 98, 101, 100, 99});
        List<Trend> trends = new Trends(week, Instant.EPOCH).of(counts);
        assertThat(trends).extracting(Trend::category).containsExactly(WATER, NOISE);
        assertThat(trends.get(0).againstUsual().orElseThrow().pValue()).isLessThan(0.0001);
        assertThat(trends.get(0).qValue())
                .isGreaterThan(trends.get(0).againstUsual().orElseThrow().pValue());
        assertThat(trends.get(1).qValue()).isGreaterThan(0.5);
    }

    @Test
    void aCategoryThatSwingsNeedsMoreToBeMoreThanChance() {
        long[] calm = {130, 100, 100, 100, 100, 100, 100, 100, 100, 100};
        long[] wild = {130, 100, 60, 140, 80, 120, 90, 110, 70, 130};
        assertThat(pValue(calm)).isLessThan(0.01);
        assertThat(pValue(wild)).isGreaterThan(0.2);
    }

    private static double pValue(long[] counts) {
        Period week = new Period(MONDAY, MONDAY.plus(Duration.ofDays(7)));
        return new Trends(week, Instant.EPOCH)
                .of(Map.of(WATER, counts))
                .get(0)
                .againstUsual()
                .orElseThrow()
                .pValue();
    }

    @Test
    void aPeriodHasALengthWithinAYear() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Period(MONDAY, MONDAY));
        assertThatIllegalArgumentException().isThrownBy(() -> new Period(MONDAY, MONDAY.plus(Duration.ofDays(367))));
    }
}
