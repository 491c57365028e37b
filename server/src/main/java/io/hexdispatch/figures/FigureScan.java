package io.hexdispatch.figures;

import io.hexdispatch.figures.FigureQuery.Filter;
import io.hexdispatch.figures.Figures.Line;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Goes through the facts of a time and counts them. Twice: the counts of all groups first, and then the durations of those groups
 * alone that are shown, as a group's durations take a hundred times the space of its counts.
 */
public final class FigureScan {
    /** As many groups are kept apart. */
    public static final int GROUPS_MAX = 200_000;

    /** @param hidden rows that count no more, as something newer is known of their events */
    public record Part(DaySegment segment, BitSet hidden) {}

    private record Key(String value, String period) {}

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

    private interface RowAction<G> {
        void count(G group, DaySegment segment, int row);
    }

    private final FigureQuery query;
    private final long nowSecond;

    /** @param now decides what is overdue of what is still to be done */
    public FigureScan(FigureQuery query, Instant now) {
        this.query = query;
        this.nowSecond = now.getEpochSecond();
    }

    /** @throws TooManyGroupsException if there are more than {@value #GROUPS_MAX} */
    public Figures count(List<Part> parts) {
        Map<Key, Tally> tallies = new HashMap<>();
        Times allTimes = new Times();
        for (Part part : parts) {
            long elapsed = nowSecond - Fact.startSecond(part.segment().day());
            scan(part, key -> Optional.of(tally(tallies, key)), (tally, segment, row) -> {
                tally.add(segment.marks(row), segment.due(row) < elapsed);
                allTimes.add(segment, row);
            });
        }
        Tally all = new Tally();
        tallies.values().forEach(all::add);
        Line total = new Line("", "", all, allTimes.accepted(), allTimes.resolved(), allTimes.closed());
        return query.by().isEmpty() && query.period().isEmpty()
                ? new Figures(total, 0, List.of())
                : new Figures(total, tallies.size(), lines(parts, page(tallies)));
    }

    private static Tally tally(Map<Key, Tally> tallies, Key key) {
        if (tallies.size() >= GROUPS_MAX && !tallies.containsKey(key)) {
            throw new TooManyGroupsException(GROUPS_MAX);
        }
        return tallies.computeIfAbsent(key, any -> new Tally());
    }

    private List<Map.Entry<Key, Tally>> page(Map<Key, Tally> tallies) {
        return tallies.entrySet().stream()
                .sorted(Comparator.comparing(
                                (Map.Entry<Key, Tally> group) -> group.getKey().period())
                        .thenComparing(group -> -group.getValue().reported())
                        .thenComparing(group -> group.getKey().value()))
                .skip(query.offset())
                .limit(query.limit())
                .toList();
    }

    private List<Line> lines(List<Part> parts, List<Map.Entry<Key, Tally>> page) {
        Map<Key, Times> shown = new HashMap<>();
        page.forEach(group -> shown.put(group.getKey(), new Times()));
        for (Part part : parts) {
            scan(part, key -> Optional.ofNullable(shown.get(key)), Times::add);
        }
        List<Line> lines = new ArrayList<>();
        for (Map.Entry<Key, Tally> group : page) {
            Key key = group.getKey();
            Times times = shown.get(key);
            lines.add(new Line(
                    key.value(), key.period(), group.getValue(), times.accepted(), times.resolved(), times.closed()));
        }
        return lines;
    }

    /** @param groupOf asked once for each word, not for each row; empty for a group that does not count */
    private <G> void scan(Part part, Function<Key, Optional<G>> groupOf, RowAction<G> action) {
        DaySegment segment = part.segment();
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
                return;
            }
            sieves.add(new Sieve(column, passes));
        }
        String period = query.period().map(each -> each.of(segment.day())).orElse("");
        WordColumn by =
                query.by().map(dimension -> segment.words(dimension.column())).orElse(null);
        // Filled when a row asks first, so that no group is made of which no row passes.
        List<Optional<G>> groups = new ArrayList<>(Collections.nCopies(by == null ? 1 : by.words(), null));
        for (int row = 0; row < segment.size(); row++) {
            if (part.hidden().get(row) || !passes(sieves, row)) {
                continue;
            }
            int code = by == null ? 0 : by.code(row);
            Optional<G> group = groups.get(code);
            if (group == null) {
                String value = by == null ? "" : query.by().orElseThrow().value(by.word(code));
                group = groupOf.apply(new Key(value, period));
                groups.set(code, group);
            }
            if (group.isPresent()) {
                action.count(group.get(), segment, row);
            }
        }
    }

    private static boolean passes(List<Sieve> sieves, int row) {
        for (int i = 0; i < sieves.size(); i++) {
            if (!sieves.get(i).passes(row)) {
                return false;
            }
        }
        return true;
    }
}
