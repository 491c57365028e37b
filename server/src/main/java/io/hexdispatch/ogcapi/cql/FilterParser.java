package io.hexdispatch.ogcapi.cql;

import io.hexdispatch.ogcapi.crs.ReferenceSystem;
import io.hexdispatch.ogcapi.feature.Feature;
import io.hexdispatch.ogcapi.feature.Property;
import io.hexdispatch.ogcapi.feature.PropertyType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.locationtech.jts.geom.Geometry;

/** Reads a filter by recursive descent, one method for each rule of the grammar, and checks types as it goes. */
final class FilterParser {
    /** The name by which a filter speaks of the feature's own geometry. */
    static final String GEOMETRY = "geometry";

    /** How deep parentheses and NOT may nest: far more than a person writes, far less than the stack holds. */
    private static final int DEPTH_MAX = 50;

    private final String text;
    private final List<Token> tokens;
    private final Operands operands;
    private final ReferenceSystem system;
    private int at;
    private int depth;

    FilterParser(String text, List<Property> properties, ReferenceSystem system) throws InvalidFilterException {
        this.text = text;
        this.tokens = Tokens.of(text);
        this.system = system;
        this.operands = new Operands(this, properties);
    }

    Condition parse() throws InvalidFilterException {
        Condition condition = either();
        if (peek().kind() != Token.Kind.END) {
            throw unexpected("AND, OR or the end");
        }
        return condition;
    }

    private Condition either() throws InvalidFilterException {
        List<Condition> parts = new ArrayList<>();
        do {
            parts.add(both());
        } while (take("OR"));
        return parts.size() == 1 ? parts.get(0) : new Condition.Or(List.copyOf(parts));
    }

    private Condition both() throws InvalidFilterException {
        List<Condition> parts = new ArrayList<>();
        do {
            parts.add(factor());
        } while (take("AND"));
        return parts.size() == 1 ? parts.get(0) : new Condition.And(List.copyOf(parts));
    }

    private Condition factor() throws InvalidFilterException {
        if (++depth > DEPTH_MAX) {
            throw new InvalidFilterException(
                    peek().offset(), "parentheses and NOT nest deeper than " + DEPTH_MAX + " levels");
        }
        try {
            if (take("NOT")) {
                return new Condition.Not(factor());
            }
            if (takeSymbol("(")) {
                Condition inner = either();
                expectSymbol(")");
                return inner;
            }
            return predicate();
        } finally {
            depth--;
        }
    }

    private Condition predicate() throws InvalidFilterException {
        Token first = peek();
        if (peek(1).isSymbol("(")) {
            Optional<SpatialCondition.Relation> spatial = SpatialCondition.Relation.of(first);
            if (spatial.isPresent()) {
                at += 2;
                return spatial(spatial.get());
            }
            Optional<TemporalCondition.Relation> temporal = TemporalCondition.Relation.of(first);
            if (temporal.isPresent()) {
                at += 2;
                return temporal(temporal.get());
            }
        }
        if (isGeometry(first) && peek(1).isKeyword("IS")) {
            at++;
            return missing(Feature::geometry);
        }
        Operand left = operands.scalar();
        if (left.type() == PropertyType.BOOLEAN && isEndOfPredicate()) {
            return new Comparison(
                    left, Comparison.Relation.EQUAL, new Operand.Literal(true, PropertyType.BOOLEAN, "TRUE"));
        }
        return rest(left);
    }

    private boolean isEndOfPredicate() {
        Token next = peek();
        return next.kind() == Token.Kind.END || next.isSymbol(")") || next.isKeyword("AND") || next.isKeyword("OR");
    }

    private Condition rest(Operand left) throws InvalidFilterException {
        Token token = peek();
        Optional<Comparison.Relation> relation = Comparison.Relation.of(token);
        if (relation.isPresent()) {
            at++;
            return new Comparison(left, relation.get(), operands.scalarLike(left));
        }
        if (token.isKeyword("IS")) {
            return missing(left::value);
        }
        boolean negated = take("NOT");
        Condition condition;
        if (take("LIKE")) {
            operands.require(left, PropertyType.TEXT, token);
            condition = new Like(left, operands.pattern());
        } else if (take("BETWEEN")) {
            Operand low = operands.scalarLike(left);
            expect("AND");
            Operand high = operands.scalarLike(left);
            condition = new Condition.And(List.of(
                    new Comparison(left, Comparison.Relation.NOT_LESS, low),
                    new Comparison(left, Comparison.Relation.NOT_GREATER, high)));
        } else if (take("IN")) {
            expectSymbol("(");
            List<Condition> choices = new ArrayList<>();
            do {
                choices.add(new Comparison(left, Comparison.Relation.EQUAL, operands.scalarLike(left)));
            } while (takeSymbol(","));
            expectSymbol(")");
            condition = new Condition.Or(List.copyOf(choices));
        } else {
            throw unexpected("one of = <> < > <= >= LIKE BETWEEN IN IS NULL");
        }
        return negated ? new Condition.Not(condition) : condition;
    }

    private Condition missing(Function<Feature, Optional<?>> value) throws InvalidFilterException {
        expect("IS");
        boolean negated = take("NOT");
        expect("NULL");
        Condition condition = feature -> Truth.of(value.apply(feature).isEmpty());
        return negated ? new Condition.Not(condition) : condition;
    }

    private Condition spatial(SpatialCondition.Relation relation) throws InvalidFilterException {
        Optional<Geometry> left = geometry();
        expectSymbol(",");
        Optional<Geometry> right = geometry();
        expectSymbol(")");
        return new SpatialCondition(relation, left, right);
    }

    private Condition temporal(TemporalCondition.Relation relation) throws InvalidFilterException {
        Operand left = operands.time();
        expectSymbol(",");
        Operand right = operands.time();
        expectSymbol(")");
        return new TemporalCondition(relation, left, right);
    }

    /** Empty for the feature's own. */
    private Optional<Geometry> geometry() throws InvalidFilterException {
        Token token = peek();
        if (isGeometry(token)) {
            at++;
            return Optional.empty();
        }
        if (token.isKeyword("BBOX") && peek(1).isSymbol("(")) {
            at += 2;
            List<Double> numbers = new ArrayList<>();
            do {
                numbers.add(operands.number());
            } while (takeSymbol(","));
            expectSymbol(")");
            return Optional.of(GeometryLiteral.ofBox(
                    numbers.stream().mapToDouble(Double::doubleValue).toArray(), token.offset(), system));
        }
        if (GeometryLiteral.isType(token)) {
            return Optional.of(GeometryLiteral.ofWkt(wkt(token), token.offset(), system));
        }
        throw unexpected(GEOMETRY + ", a WKT geometry such as POINT(113.02 34.75), or BBOX(west, south, east, north)");
    }

    private static boolean isGeometry(Token token) {
        return (token.kind() == Token.Kind.NAME || token.kind() == Token.Kind.QUOTED_NAME)
                && token.text().equals(GEOMETRY);
    }

    /** The text up to the parenthesis that closes the geometry. */
    private String wkt(Token start) throws InvalidFilterException {
        int open = 0;
        do {
            at++;
            Token token = peek();
            if (token.isSymbol("(") && ++open > DEPTH_MAX) {
                throw new InvalidFilterException(token.offset(), "the geometry nests too deep");
            }
            if (token.isSymbol(")")) {
                open--;
            }
            if (token.kind() == Token.Kind.END) {
                throw new InvalidFilterException(start.offset(), "the geometry does not end");
            }
        } while (open > 0 || !peek().isSymbol(")") && !peek().isKeyword("EMPTY"));
        return text.substring(start.offset(), advance().end());
    }

    Token peek() {
        return peek(0);
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    Token advance() {
        Token token = peek();
        at++;
        return token;
    }

    boolean take(String keyword) {
        boolean there = peek().isKeyword(keyword);
        at += there ? 1 : 0;
        return there;
    }

    boolean takeSymbol(String symbol) {
        boolean there = peek().isSymbol(symbol);
        at += there ? 1 : 0;
        return there;
    }

    void expect(String keyword) throws InvalidFilterException {
        if (!take(keyword)) {
            throw unexpected(keyword);
        }
    }

    void expectSymbol(String symbol) throws InvalidFilterException {
        if (!takeSymbol(symbol)) {
            throw unexpected("\"" + symbol + "\"");
        }
    }

    InvalidFilterException unexpected(String right) {
        return new InvalidFilterException(
                peek().offset(), peek().shown() + " stands where " + right + " would be right");
    }
}
