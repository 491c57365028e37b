package io.hexdispatch.figures;

import io.hexdispatch.figures.FigureQuery.Filter;
import io.hexdispatch.figures.Figures.Line;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Goes through the facts of a time and counts them. Twice: the counts of all groups first, and then the durations of those groups
 * alone that are shown, as a group's durations take a hundred times the space of its counts.
 */
public final class FigureScan {
    /** As many groups are kept apart. */
    public static final int GROUPS_MAX = 200_000;

    /** @param hidden rows that count no more, as something newer is known of their events */
    public record Part(DaySegment segment, BitSet hidden) {}

    private record Times(TimeSpread accepted, TimeSpread resolved, TimeSpread closed) {
        Times() {
            this(new TimeSpread(), new TimeSpread(), new TimeSpread());
        }

        void add(DaySegment segment, int row) {
            accepted.add(segment.accepted(row));
            resolved.add(segment.resolved(row));
            closed.add(segment.closed(row));
        }
    }

    /** Which words of a column pass a filter. */
    private record Sieve(WordColumn column, boolean[] passes) {
        boolean passes(int row) {
            return passes[column.code(row)];
        }
    }

    /** What is counted of a group. */
    private static final class Group {
        private final String value;
        private final String period;
        private final Tally tally = new Tally();
        /** Null unless the group is shown. */
        private Times times;

        private Group(String value, String period) {
            this.value = value;
            this.period = period;
        }
    }

    /** A part with what was found of it in the first run. @param byCode the group of each word; null for what no row has that passes */
    private record Sorted(Part part, List<Sieve> sieves, WordColumn by, Group[] byCode) {
        boolean counts(int row) {
            if (part.hidden().get(row)) {
                return false;
            }
            for (int i = 0; i < sieves.size(); i++) {
                if (!sieves.get(i).passes(row)) {
                    return false;
                }
            }
            return true;
        }

        int code(int row) {
            return by == null ? 0 : by.code(row);
        }
    }

    private final FigureQuery query;
    private final long nowSecond;
    private final Map<String, Map<String, Group>> groups = new HashMap<>();
    private int groupCount;

    /** @param now decides what is overdue of what is still to be done */
    public FigureScan(FigureQuery query, Instant now) {
        this.query = query;
        this.nowSecond = now.getEpochSecond();
    }

    /** To be called once. @throws TooManyGroupsException if there are more than {@value #GROUPS_MAX} */
    public Figures count(List<Part> parts) {
        List<Sorted> sorted = new ArrayList<>();
        Times allTimes = new Times();
        for (Part part : parts) {
            sieves(part.segment()).map(sieves -> tally(part, sieves, allTimes)).ifPresent(sorted::add);
        }
        List<Group> all = new ArrayList<>();
        groups.values().forEach(ofPeriod -> all.addAll(ofPeriod.values()));
        Tally sum = new Tally();
        all.forEach(group -> sum.add(group.tally));
        Line total = new Line("", "", sum, allTimes.accepted(), allTimes.resolved(), allTimes.closed());
        return query.by().isEmpty() && query.period().isEmpty()
                ? new Figures(total, 0, List.of())
                : new Figures(total, groupCount, lines(sorted, page(all)));
    }

    /** Empty where no row can pass. */
    private Optional<List<Sieve>> sieves(DaySegment segment) {
        List<Sieve> sieves = new ArrayList<>();
        for (Filter filter : query.filters()) {
            WordColumn column = segment.words(filter.dimension().column());
            boolean[] passes = new boolean[column.words()];
            boolean any = false;
            for (int code = 0; code < passes.length; code++) {
                passes[code] = filter.values().contains(filter.dimension().value(column.word(code)));
                any |= passes[code];
            }
            if (!any) {
                return Optional.empty();
            }
            sieves.add(new Sieve(column, passes));
        }
        return Optional.of(sieves);
    }

    private Sorted tally(Part part, List<Sieve> sieves, Times allTimes) {
        DaySegment segment = part.segment();
        WordColumn by =
                query.by().map(dimension -> segment.words(dimension.column())).orElse(null);
        String period = query.period().map(each -> each.of(segment.day())).orElse("");
        Map<String, Group> ofPeriod = groups.computeIfAbsent(period, any -> new HashMap<>());
        // Filled when a row asks first, so that no group is made of which no row passes.
        Group[] byCode = new Group[by == null ? 1 : by.words()];
        Sorted sorted = new Sorted(part, sieves, by, byCode);
        long elapsed = nowSecond - Fact.startSecond(segment.day());
        for (int row = 0; row < segment.size(); row++) {
            if (!sorted.counts(row)) {
                continue;
            }
            int code = sorted.code(row);
            Group group = byCode[code];
            if (group == null) {
                String value = by == null ? "" : query.by().orElseThrow().value(by.word(code));
                group = group(ofPeriod, value, period);
                byCode[code] = group;
            }
            group.tally.add(segment.marks(row), segment.due(row) < elapsed);
            allTimes.add(segment, row);
        }
        return sorted;
    }

    private Group group(Map<String, Group> ofPeriod, String value, String period) {
        Group known = ofPeriod.get(value);
        if (known != null) {
            return known;
        }
        if (groupCount == GROUPS_MAX) {
            throw new TooManyGroupsException(GROUPS_MAX);
        }
        groupCount++;
        Group group = new Group(value, period);
        ofPeriod.put(value, group);
        return group;
    }

    private List<Group> page(List<Group> all) {
        return all.stream()
                .sorted(Comparator.comparing((Group group) -> group.period)
                        .thenComparing(group -> -group.tally.reported())
                        .thenComparing(group -> group.value))
                .skip(query.offset())
                .limit(query.limit())
                .toList();
    }

    private static List<Line> lines(List<Sorted> sorted, List<Group> page) {
        page.forEach(group -> group.times = new Times());
        for (Sorted part : sorted) {
            boolean isShown = false;
            for (Group group : part.byCode()) {
                isShown |= group != null && group.times != null;
            }
            DaySegment segment = part.part().segment();
            for (int row = 0; isShown && row < segment.size(); row++) {
                Group group = part.byCode()[part.code(row)];
                if (group != null && group.times != null && part.counts(row)) {
                    group.times.add(segment, row);
                }
            }
        }
        return page.stream()
                .map(group -> new Line(
                        group.value,
                        group.period,
                        group.tally,
                        group.times.accepted(),
                        group.times.resolved(),
                        group.times.closed()))
                .toList();
    }
}
