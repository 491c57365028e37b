package io.hexdispatch.ogcapi.cql;

import io.hexdispatch.ogcapi.feature.Property;
import io.hexdispatch.ogcapi.feature.PropertyType;
import io.hexdispatch.ogcapi.feature.TimeSpan;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** Reads the scalars of a filter: properties, texts, numbers, booleans, times. */
final class Operands {
    private final FilterParser parser;
    private final List<Property> properties;

    Operands(FilterParser parser, List<Property> properties) {
        this.parser = parser;
        this.properties = properties;
    }

    Operand scalar() throws InvalidFilterException {
        Token token = parser.peek();
        switch (token.kind()) {
            case TEXT -> {
                parser.advance();
                return new Operand.Literal(token.text(), PropertyType.TEXT, token.shown());
            }
            case NUMBER -> {
                return new Operand.Literal(number(), PropertyType.NUMBER, token.shown());
            }
            case QUOTED_NAME -> {
                return property();
            }
            case NAME -> {
                return named(token);
            }
            default -> throw parser.unexpected("a property or a value");
        }
    }

    private Operand named(Token token) throws InvalidFilterException {
        if (token.isKeyword("TRUE") || token.isKeyword("FALSE")) {
            parser.advance();
            return new Operand.Literal(token.isKeyword("TRUE"), PropertyType.BOOLEAN, token.text());
        }
        if (parser.peek(1).isSymbol("(")) {
            switch (token.text().toUpperCase(Locale.ROOT)) {
                case "TIMESTAMP", "DATE" -> {
                    return moment();
                }
                case "CASEI" -> {
                    parser.advance();
                    parser.advance();
                    Operand text = scalar();
                    require(text, PropertyType.TEXT, token);
                    parser.expectSymbol(")");
                    return new Operand.CaseIgnored(text);
                }
                default ->
                    throw new InvalidFilterException(
                            token.offset(),
                            "there is no function " + token.text()
                                    + " here; there are the S_ and T_ functions of CQL2, CASEI, TIMESTAMP, DATE, INTERVAL and BBOX");
            }
        }
        return property();
    }

    private Operand property() throws InvalidFilterException {
        Token token = parser.advance();
        for (Property property : properties) {
            if (property.name().equals(token.text())) {
                return new Operand.OfProperty(property.name(), property.type());
            }
        }
        throw new InvalidFilterException(
                token.offset(),
                "\"" + token.text() + "\" is no property here; the properties are "
                        + String.join(
                                ", ", properties.stream().map(Property::name).toList()) + " and "
                        + FilterParser.GEOMETRY + ". A text stands in single quotes");
    }

    /** A scalar that can be compared with the first. */
    Operand scalarLike(Operand first) throws InvalidFilterException {
        Token token = parser.peek();
        if (first.type() == PropertyType.TIME && token.kind() == Token.Kind.TEXT) {
            // CQL2 wants TIMESTAMP or DATE around it; GDAL leaves that out, and there is nothing else that it could
            // mean.
            parser.advance();
            return new Operand.Literal(span(token, token.text().indexOf('T') < 0), PropertyType.TIME, token.shown());
        }
        Operand second = scalar();
        require(second, first.type(), token);
        return second;
    }

    Operand pattern() throws InvalidFilterException {
        Token token = parser.peek();
        Operand pattern = scalar();
        Operand inner = pattern instanceof Operand.CaseIgnored ignored ? ignored.text() : pattern;
        require(pattern, PropertyType.TEXT, token);
        if (!(inner instanceof Operand.Literal)) {
            throw new InvalidFilterException(token.offset(), "LIKE takes a pattern in single quotes, such as 'name%'");
        }
        return pattern;
    }

    void require(Operand operand, PropertyType type, Token token) throws InvalidFilterException {
        if (operand.type() != type) {
            throw new InvalidFilterException(
                    token.offset(),
                    operand.shown() + " is " + word(operand.type()) + " where " + word(type) + " would be right");
        }
    }

    private static String word(PropertyType type) {
        return switch (type) {
            case TEXT -> "a text ('...')";
            case NUMBER -> "a number";
            case BOOLEAN -> "TRUE or FALSE";
            case TIME -> "a time (TIMESTAMP('2026-03-01T08:00:00Z') or DATE('2026-03-01'))";
        };
    }

    double number() throws InvalidFilterException {
        if (parser.peek().kind() != Token.Kind.NUMBER) {
            throw parser.unexpected("a number");
        }
        Token token = parser.advance();
        double number = Double.parseDouble(token.text());
        if (!Double.isFinite(number)) {
            throw new InvalidFilterException(token.offset(), token.text() + " is too large");
        }
        return number;
    }

    /** A property of type time, TIMESTAMP, DATE or INTERVAL. */
    Operand time() throws InvalidFilterException {
        Token token = parser.peek();
        if (token.isKeyword("INTERVAL") && parser.peek(1).isSymbol("(")) {
            parser.advance();
            parser.advance();
            Operand from = end(Instant.MIN);
            parser.expectSymbol(",");
            Operand to = end(Instant.MAX);
            parser.expectSymbol(")");
            if (from instanceof Operand.Literal first
                    && to instanceof Operand.Literal last
                    && ((TimeSpan) last.constant()).to().isBefore(((TimeSpan) first.constant()).from())) {
                throw new InvalidFilterException(token.offset(), "the interval ends before it begins");
            }
            return new Operand.Interval(from, to);
        }
        Operand time = scalar();
        require(time, PropertyType.TIME, token);
        return time;
    }

    /** An end of an interval: a time in single quotes, {@code '..'} for none, or a property. */
    private Operand end(Instant open) throws InvalidFilterException {
        Token token = parser.peek();
        if (token.kind() != Token.Kind.TEXT) {
            Operand time = scalar();
            require(time, PropertyType.TIME, token);
            return time;
        }
        parser.advance();
        TimeSpan span = token.text().equals("..")
                ? TimeSpan.at(open)
                : span(token, token.text().indexOf('T') < 0);
        return new Operand.Literal(span, PropertyType.TIME, token.shown());
    }

    private Operand moment() throws InvalidFilterException {
        boolean isDate = parser.advance().isKeyword("DATE");
        parser.expectSymbol("(");
        if (parser.peek().kind() != Token.Kind.TEXT) {
            throw parser.unexpected(isDate ? "'2026-03-01'" : "'2026-03-01T08:00:00Z'");
        }
        Token token = parser.advance();
        parser.expectSymbol(")");
        return new Operand.Literal(span(token, isDate), PropertyType.TIME, token.shown());
    }

    /** A date is the whole day in UTC, as CQL2 counts days. */
    private static TimeSpan span(Token token, boolean isDate) throws InvalidFilterException {
        try {
            if (!isDate) {
                return TimeSpan.at(OffsetDateTime.parse(token.text()).toInstant());
            }
            LocalDate day = LocalDate.parse(token.text());
            return new TimeSpan(
                    day.atStartOfDay(ZoneOffset.UTC).toInstant(),
                    day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusNanos(1));
        } catch (DateTimeException e) {
            throw new InvalidFilterException(
                    token.offset(),
                    token.shown() + " is not a "
                            + (isDate ? "date such as '2026-03-01'" : "time such as '2026-03-01T08:00:00Z'"));
        }
    }
}
