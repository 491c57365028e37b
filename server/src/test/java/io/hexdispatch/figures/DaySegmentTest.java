package io.hexdispatch.figures;

import static io.hexdispatch.figures.TestOutcomes.DAY;
import static io.hexdispatch.figures.TestOutcomes.fact;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hexdispatch.event.EventStatus;
import io.hexdispatch.figures.FigureQuery.Filter;
import io.hexdispatch.figures.FigureScan.Part;
import io.hexdispatch.figures.Figures.Line;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Facts packed by day are the same facts, and counted as such. */
class DaySegmentTest {
    private static final int MANY_WORDS = 70_000;

    @Test
    void aSegmentIsReadAsItWasWritten() {
        List<Fact> facts = new ArrayList<>(List.of(
                fact(7, TestOutcomes.of(EventStatus.CLOSED)),
                fact(3, TestOutcomes.rated(EventStatus.CLOSED, 5)),
                fact(900_000_000L, TestOutcomes.of(EventStatus.DISPATCHED))));
        DaySegment read = DaySegment.read(DAY, DaySegment.of(DAY, facts).toBytes(), UnaryOperator.identity());
        assertThat(read.size()).isEqualTo(3);
        assertThat(read.row(3)).isZero();
        assertThat(read.row(7)).isEqualTo(1);
        assertThat(read.row(900_000_000L)).isEqualTo(2);
        assertThat(read.row(4)).isNegative();
        assertThat(read.row(1)).isNegative();
        assertThat(read.row(Long.MAX_VALUE)).isNegative();
        assertThat(read.toBytes()).isEqualTo(DaySegment.of(DAY, facts).toBytes());
    }

    @Test
    void moreWordsThanAShortNumberCanTellApartAreKeptApart() {
        List<Fact> facts = IntStream.rangeClosed(1, MANY_WORDS)
                .mapToObj(i -> new Fact(i, DAY, "a|b|c|", "s", "event:01001", "u", "post-" + i, 0, 0, 0, 0, 0))
                .toList();
        DaySegment read = DaySegment.read(DAY, DaySegment.of(DAY, facts).toBytes(), UnaryOperator.identity());
        Figures figures = count(read, Optional.of(Dimension.POST), List.of(), 10);
        assertThat(figures.groups()).isEqualTo(MANY_WORDS);
        assertThat(figures.lines()).extracting(Line::value).doesNotHaveDuplicates();
    }

    @Test
    void whatChangedStandsInThePlaceOfWhatWas() {
        DaySegment segment = DaySegment.of(
                DAY,
                List.of(
                        fact(1, TestOutcomes.of(EventStatus.DISPATCHED)),
                        fact(2, TestOutcomes.of(EventStatus.DISPATCHED))));
        DaySegment next = segment.with(
                List.of(fact(2, TestOutcomes.of(EventStatus.CLOSED)), fact(3, TestOutcomes.of(EventStatus.CLOSED))));
        assertThat(next.size()).isEqualTo(3);
        Tally tally = count(next, Optional.empty(), List.of(), 1).total().tally();
        assertThat(tally.closed()).isEqualTo(2);
        assertThat(segment.size()).as("as it was").isEqualTo(2);
    }

    @Test
    void whatIsCutOffOrOfAnotherFormOrDayIsRefused() {
        byte[] bytes = DaySegment.of(DAY, List.of(fact(1, TestOutcomes.of(EventStatus.CLOSED))))
                .toBytes();
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> DaySegment.read(DAY, Arrays.copyOf(bytes, bytes.length - 1), UnaryOperator.identity()));
        byte[] other = bytes.clone();
        other[0] = 9;
        assertThatIllegalArgumentException().isThrownBy(() -> DaySegment.read(DAY, other, UnaryOperator.identity()));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> DaySegment.of(DAY.plusDays(1), List.of(fact(1, TestOutcomes.of(EventStatus.CLOSED)))));
        Fact twice = fact(1, TestOutcomes.of(EventStatus.CLOSED));
        assertThatIllegalArgumentException().isThrownBy(() -> DaySegment.of(DAY, List.of(twice, twice)));
    }

    @Test
    void groupsAndFiltersAreThoseOfEachFactByItself() {
        Random random = new Random(410_100);
        for (int round = 0; round < 200; round++) {
            List<Fact> facts = new ArrayList<>();
            BitSet hidden = new BitSet();
            for (int i = 0; i < 60; i++) {
                facts.add(new Fact(
                        i + 1,
                        DAY,
                        Dimension.area(
                                "410100",
                                random.nextInt(8) == 0 ? "" : "41010" + random.nextInt(3),
                                random.nextInt(8) == 0 ? "" : "41010500" + random.nextInt(4),
                                random.nextInt(4) == 0 ? "station-" + random.nextInt(2) : ""),
                        "source-" + random.nextInt(4),
                        (random.nextBoolean() ? "event:0" : "component:0") + (1 + random.nextInt(3)) + "00"
                                + random.nextInt(3),
                        random.nextInt(5) == 0 ? "" : "unit-" + random.nextInt(4),
                        "post-" + random.nextInt(9),
                        random.nextInt(1 << 12),
                        random.nextInt(),
                        1 + random.nextInt(9),
                        0,
                        0));
                hidden.set(i, random.nextInt(7) == 0);
            }
            Dimension by = Dimension.values()[random.nextInt(Dimension.values().length)];
            Dimension filtered = Dimension.values()[random.nextInt(Dimension.values().length)];
            String wanted = value(filtered, facts.get(random.nextInt(facts.size())));
            List<Fact> right = facts.stream()
                    .filter(fact -> !hidden.get((int) fact.event() - 1)
                            && value(filtered, fact).equals(wanted))
                    .toList();
            Map<String, Long> counts =
                    right.stream().collect(Collectors.groupingBy(fact -> value(by, fact), Collectors.counting()));
            DaySegment segment = DaySegment.of(DAY, shuffled(facts, random));

            Figures figures = new FigureScan(
                            query(Optional.of(by), List.of(new Filter(filtered, Set.of(wanted, "another"))), 100, 0),
                            TestOutcomes.NOON)
                    .count(List.of(new Part(segment, hidden)));

            assertThat(figures.lines().stream().collect(Collectors.toMap(Line::value, line -> line.tally()
                            .reported())))
                    .isEqualTo(counts);
            assertThat(figures.lines())
                    .allMatch(line -> line.accepted().total() <= line.tally().reported());
            assertThat(figures.total().tally().reported()).isEqualTo(right.size());
            assertThat(figures.groups()).isEqualTo(counts.size());
        }
    }

    @Test
    void pagesOfGroupsFollowEachOther() {
        List<Fact> facts = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            facts.add(new Fact(i, DAY, "a|b|c|", "s-" + i * i % 13, "event:01001", "", "", 0, 0, 1, 0, 0));
        }
        DaySegment segment = DaySegment.of(DAY, facts);
        List<Line> all =
                count(segment, Optional.of(Dimension.SOURCE), List.of(), 100).lines();
        List<String> paged = new ArrayList<>();
        for (int offset = 0; offset < all.size(); offset += 3) {
            new FigureScan(query(Optional.of(Dimension.SOURCE), List.of(), 3, offset), TestOutcomes.NOON)
                    .count(List.of(new Part(segment, new BitSet())))
                    .lines()
                    .forEach(line -> paged.add(line.value()));
        }
        assertThat(paged).isEqualTo(all.stream().map(Line::value).toList());
    }

    @Test
    void theCentreThatAnswersIsThatOfTheNarrowestGridThatHasOne() {
        assertThat(Dimension.CENTRE.value(Dimension.area("city", "county", "town", "airport")))
                .isEqualTo("airport");
        assertThat(Dimension.CENTRE.value(Dimension.area("city", "county", "town", "")))
                .isEqualTo("town");
        assertThat(Dimension.CENTRE.value(Dimension.area("city", "county", "", "")))
                .isEqualTo("county");
        assertThat(Dimension.CENTRE.value(Dimension.area("city", "", "", ""))).isEqualTo("city");
        assertThat(Dimension.MAJOR_CLASS.value("event:01001")).isEqualTo("event:01");
    }

    @Test
    void periodsSortAsTheyFollowEachOther() {
        assertThat(Period.WEEK.of(DAY)).isEqualTo("2026-W44");
        assertThat(Period.WEEK.of(java.time.LocalDate.parse("2027-01-01"))).isEqualTo("2026-W53");
        assertThat(Period.MONTH.of(DAY)).isEqualTo("2026-11");
        assertThat(Period.YEAR.of(DAY)).isEqualTo("2026");
        assertThat(Fact.day(java.time.Instant.parse("2026-10-31T16:00:00Z")))
                .as("midnight in the city")
                .isEqualTo(DAY);
    }

    private static List<Fact> shuffled(List<Fact> facts, Random random) {
        List<Fact> shuffled = new ArrayList<>(facts);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static String value(Dimension dimension, Fact fact) {
        return switch (dimension) {
            case CITY, COUNTY, TOWNSHIP, DEDICATED, CENTRE -> dimension.value(fact.area());
            case UNIT -> fact.unit();
            case POST -> fact.post();
            case SOURCE -> fact.source();
            case CATEGORY -> fact.category();
            case MAJOR_CLASS ->
                fact.category().split(":")[0] + ":"
                        + fact.category().split(":")[1].substring(0, 2);
        };
    }

    private static Figures count(DaySegment segment, Optional<Dimension> by, List<Filter> filters, int limit) {
        return new FigureScan(query(by, filters, limit, 0), TestOutcomes.NOON)
                .count(List.of(new Part(segment, new BitSet())));
    }

    private static FigureQuery query(Optional<Dimension> by, List<Filter> filters, int limit, int offset) {
        return new FigureQuery(by, Optional.empty(), DAY, DAY, filters, limit, offset);
    }
}
