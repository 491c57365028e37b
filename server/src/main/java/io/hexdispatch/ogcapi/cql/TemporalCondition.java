package io.hexdispatch.ogcapi.cql;

import io.hexdispatch.ogcapi.feature.Feature;
import io.hexdispatch.ogcapi.feature.TimeSpan;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** How two times lie to each other, by the relations of Allen that CQL2 names. */
record TemporalCondition(Relation relation, Operand left, Operand right) implements Condition {
    enum Relation {
        T_AFTER,
        T_BEFORE,
        T_CONTAINS,
        T_DISJOINT,
        T_DURING,
        T_EQUALS,
        T_FINISHEDBY,
        T_FINISHES,
        T_INTERSECTS,
        T_MEETS,
        T_METBY,
        T_OVERLAPPEDBY,
        T_OVERLAPS,
        T_STARTEDBY,
        T_STARTS;

        static Optional<Relation> of(Token token) {
            if (token.kind() == Token.Kind.NAME) {
                String name = token.text().toUpperCase(Locale.ROOT);
                for (Relation relation : values()) {
                    if (relation.name().equals(name)) {
                        return Optional.of(relation);
                    }
                }
            }
            return Optional.empty();
        }
    }

    @Override
    public Truth of(Feature feature) {
        Optional<Object> a = left.value(feature);
        Optional<Object> b = right.value(feature);
        return a.isEmpty() || b.isEmpty() ? Truth.UNKNOWN : Truth.of(holds((TimeSpan) a.get(), (TimeSpan) b.get()));
    }

    private boolean holds(TimeSpan a, TimeSpan b) {
        int starts = a.from().compareTo(b.from());
        int ends = a.to().compareTo(b.to());
        Instant aStart = a.from();
        Instant aEnd = a.to();
        return switch (relation) {
            case T_AFTER -> aStart.isAfter(b.to());
            case T_BEFORE -> aEnd.isBefore(b.from());
            case T_CONTAINS -> starts < 0 && ends > 0;
            case T_DISJOINT -> !a.intersects(b);
            case T_DURING -> starts > 0 && ends < 0;
            case T_EQUALS -> starts == 0 && ends == 0;
            case T_FINISHEDBY -> starts < 0 && ends == 0;
            case T_FINISHES -> starts > 0 && ends == 0;
            case T_INTERSECTS -> a.intersects(b);
            case T_MEETS -> aEnd.equals(b.from());
            case T_METBY -> aStart.equals(b.to());
            case T_OVERLAPPEDBY -> starts > 0 && aStart.isBefore(b.to()) && ends > 0;
            case T_OVERLAPS -> starts < 0 && aEnd.isAfter(b.from()) && ends < 0;
            case T_STARTEDBY -> starts == 0 && ends > 0;
            case T_STARTS -> starts == 0 && ends < 0;
        };
    }
}
