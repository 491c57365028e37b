package io.hexdispatch.ogcapi.cql;

import io.hexdispatch.ogcapi.feature.Feature;
import io.hexdispatch.ogcapi.feature.TimeSpan;
import java.util.Optional;

/** Two scalars of one type, compared. */
record Comparison(Operand left, Relation relation, Operand right) implements Condition {
    enum Relation {
        EQUAL("="),
        NOT_EQUAL("<>"),
        LESS("<"),
        GREATER(">"),
        NOT_GREATER("<="),
        NOT_LESS(">=");

        private final String symbol;

        Relation(String symbol) {
            this.symbol = symbol;
        }

        static Optional<Relation> of(Token token) {
            for (Relation relation : values()) {
                if (token.isSymbol(relation.symbol)) {
                    return Optional.of(relation);
                }
            }
            return Optional.empty();
        }
    }

    @Override
    public Truth of(Feature feature) {
        Optional<Object> a = left.value(feature);
        Optional<Object> b = right.value(feature);
        if (a.isEmpty() || b.isEmpty()) {
            return Truth.UNKNOWN;
        }
        int order = compare(a.get(), b.get());
        return Truth.of(
                switch (relation) {
                    case EQUAL -> order == 0;
                    case NOT_EQUAL -> order != 0;
                    case LESS -> order < 0;
                    case GREATER -> order > 0;
                    case NOT_GREATER -> order <= 0;
                    case NOT_LESS -> order >= 0;
                });
    }

    /** Below 0 where {@code a} comes first. A time within a day is the same as that day. */
    static int compare(Object a, Object b) {
        if (a instanceof TimeSpan first && b instanceof TimeSpan second) {
            return first.intersects(second) ? 0 : first.from().compareTo(second.from());
        }
        if (a instanceof String first && b instanceof String second) {
            return first.compareTo(second);
        }
        if (a instanceof Double first && b instanceof Double second) {
            // Zero has one value here, whatever its sign.
            return first.equals(second) || first.doubleValue() == second ? 0 : first.compareTo(second);
        }
        return ((Boolean) a).compareTo((Boolean) b);
    }
}
