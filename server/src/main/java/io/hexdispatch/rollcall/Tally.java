package io.hexdispatch.rollcall;

import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** How many were called, have it, have answered: by level and by grid. Called are answered, late and silent together. */
public record Tally(List<Group> groups) {
    /** @param answered in time */
    public record Count(int called, int delivered, int answered, int late) {
        public static final Count NONE = new Count(0, 0, 0, 0);

        public int silent() {
            return called - answered - late;
        }

        public int undelivered() {
            return called - delivered;
        }

        public Count plus(Count other) {
            return new Count(
                    called + other.called, delivered + other.delivered, answered + other.answered, late + other.late);
        }

        static Count of(Attendance attendance) {
            return new Count(
                    1,
                    attendance.deliveredAt().isPresent() ? 1 : 0,
                    attendance.kind() == Attendance.Kind.ANSWERED ? 1 : 0,
                    attendance.kind() == Attendance.Kind.LATE ? 1 : 0);
        }
    }

    /** Those of one level in one township, or one county where they are of no township, and so on. */
    public record Group(CalledLevel level, Optional<GridCode> county, Optional<GridCode> township, Count count) {
        public static Group of(Called called, Attendance attendance) {
            return new Group(called.level(), called.county(), called.township(), Count.of(attendance));
        }
    }

    public Tally {
        groups = List.copyOf(groups);
    }

    public Count total() {
        return groups.stream().map(Group::count).reduce(Count.NONE, Count::plus);
    }

    /** The levels of which somebody was called. */
    public Map<CalledLevel, Count> byLevel() {
        Map<CalledLevel, Count> counts = new EnumMap<>(CalledLevel.class);
        groups.forEach(group -> counts.merge(group.level(), group.count(), Count::plus));
        return counts;
    }

    /** By county or by township, in the order of their codes; who is in none is in none of them. */
    public Map<GridCode, Count> byGrid(GridLevel level) {
        Function<Group, Optional<GridCode>> grid =
                switch (level) {
                    case COUNTY -> Group::county;
                    case TOWNSHIP -> Group::township;
                    default -> throw new IllegalArgumentException("nobody counts by " + level);
                };
        Map<GridCode, Count> counts = new TreeMap<>();
        for (Group group : groups) {
            grid.apply(group).ifPresent(code -> counts.merge(code, group.count(), Count::plus));
        }
        return counts;
    }

    /** Those who count in a county or a township. */
    public Tally within(GridCode code) {
        return new Tally(groups.stream()
                .filter(group -> group.county().filter(code::equals).isPresent()
                        || group.township().filter(code::equals).isPresent())
                .toList());
    }

    /** Whether nobody is waited for any more. */
    public boolean isComplete(RollCall.Kind kind) {
        return kind == RollCall.Kind.BROADCAST ? total().undelivered() == 0 : total().silent() == 0;
    }
}
