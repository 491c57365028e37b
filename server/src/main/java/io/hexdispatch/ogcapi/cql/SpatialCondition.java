package io.hexdispatch.ogcapi.cql;

import io.hexdispatch.ogcapi.feature.Feature;
import java.util.Locale;
import java.util.Optional;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.operation.relateng.RelateNG;
import org.locationtech.jts.operation.relateng.RelatePredicate;

/**
 * How two geometries lie to each other, in the longitude-latitude plane.
 *
 * @param left empty for the feature's own geometry
 * @param right as {@code left}
 */
record SpatialCondition(Relation relation, Optional<Geometry> left, Optional<Geometry> right) implements Condition {
    enum Relation {
        S_INTERSECTS,
        S_DISJOINT,
        S_EQUALS,
        S_TOUCHES,
        S_WITHIN,
        S_CONTAINS,
        S_OVERLAPS,
        S_CROSSES;

        static Optional<Relation> of(Token token) {
            return token.kind() == Token.Kind.NAME ? find(token.text().toUpperCase(Locale.ROOT)) : Optional.empty();
        }

        private static Optional<Relation> find(String name) {
            for (Relation relation : values()) {
                if (relation.name().equals(name)) {
                    return Optional.of(relation);
                }
            }
            return Optional.empty();
        }
    }

    @Override
    public Truth of(Feature feature) {
        Optional<Geometry> a = left.or(feature::geometry);
        Optional<Geometry> b = right.or(feature::geometry);
        return a.isEmpty() || b.isEmpty() ? Truth.UNKNOWN : Truth.of(holds(a.get(), b.get()));
    }

    private boolean holds(Geometry a, Geometry b) {
        // RelateNG, unlike the older relate, takes what touches itself, which a boundary rounded in a file may.
        return switch (relation) {
            case S_INTERSECTS -> RelateNG.relate(a, b, RelatePredicate.intersects());
            case S_DISJOINT -> RelateNG.relate(a, b, RelatePredicate.disjoint());
            case S_EQUALS -> RelateNG.relate(a, b, RelatePredicate.equalsTopo());
            case S_TOUCHES -> RelateNG.relate(a, b, RelatePredicate.touches());
            case S_WITHIN -> RelateNG.relate(a, b, RelatePredicate.within());
            case S_CONTAINS -> RelateNG.relate(a, b, RelatePredicate.contains());
            case S_OVERLAPS -> RelateNG.relate(a, b, RelatePredicate.overlaps());
            case S_CROSSES -> RelateNG.relate(a, b, RelatePredicate.crosses());
        };
    }

    @Override
    public Optional<Envelope> bounds() {
        return relation == Relation.S_DISJOINT || left.isPresent() == right.isPresent()
                ? Optional.empty()
                : left.or(() -> right).map(Geometry::getEnvelopeInternal);
    }
}
