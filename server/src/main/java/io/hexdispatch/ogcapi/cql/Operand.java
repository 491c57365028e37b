package io.hexdispatch.ogcapi.cql;

import io.hexdispatch.ogcapi.feature.Feature;
import io.hexdispatch.ogcapi.feature.PropertyType;
import io.hexdispatch.ogcapi.feature.TimeSpan;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** A scalar in a filter: a property, a literal, or a text with its case ignored. */
interface Operand {
    PropertyType type();

    /** Text, {@link Double}, Boolean, or {@link TimeSpan} for whatever is a time; empty where the feature has no such value. */
    Optional<Object> value(Feature feature);

    /** As it is called in a message. */
    String shown();

    /** What a feature says of itself. */
    record OfProperty(String name, PropertyType type) implements Operand {
        @Override
        public Optional<Object> value(Feature feature) {
            return feature.property(name).map(value -> {
                if (value instanceof Instant instant) {
                    return TimeSpan.at(instant);
                }
                return value instanceof Number number ? number.doubleValue() : value;
            });
        }

        @Override
        public String shown() {
            return name;
        }
    }

    /** What the filter says. */
    record Literal(Object constant, PropertyType type, String shown) implements Operand {
        @Override
        public Optional<Object> value(Feature feature) {
            return Optional.of(constant);
        }
    }

    /** A time whose ends are operands of their own. */
    record Interval(Operand from, Operand to) implements Operand {
        @Override
        public PropertyType type() {
            return PropertyType.TIME;
        }

        @Override
        public Optional<Object> value(Feature feature) {
            Optional<Object> begin = from.value(feature);
            Optional<Object> end = to.value(feature);
            if (begin.isEmpty() || end.isEmpty()) {
                return Optional.empty();
            }
            Instant first = ((TimeSpan) begin.get()).from();
            Instant last = ((TimeSpan) end.get()).to();
            return last.isBefore(first) ? Optional.empty() : Optional.of(new TimeSpan(first, last));
        }

        @Override
        public String shown() {
            return "INTERVAL";
        }
    }

    /** CASEI: a text without the difference between capital and small letters. */
    record CaseIgnored(Operand text) implements Operand {
        @Override
        public PropertyType type() {
            return PropertyType.TEXT;
        }

        @Override
        public Optional<Object> value(Feature feature) {
            // Both ways, since some letters have only one of the two.
            return text.value(feature)
                    .map(value -> ((String) value).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT));
        }

        @Override
        public String shown() {
            return "CASEI(" + text.shown() + ")";
        }
    }
}
