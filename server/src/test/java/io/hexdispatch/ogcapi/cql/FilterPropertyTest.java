package io.hexdispatch.ogcapi.cql;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.ogcapi.crs.ReferenceSystem;
import io.hexdispatch.ogcapi.feature.Feature;
import io.hexdispatch.ogcapi.feature.PropertyType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Filters made at random, each together with what it means, worked out apart from the parser. */
class FilterPropertyTest {
    private static final List<io.hexdispatch.ogcapi.feature.Property> PROPERTIES = List.of(
            io.hexdispatch.ogcapi.feature.Property.of("a", "", PropertyType.NUMBER),
            io.hexdispatch.ogcapi.feature.Property.of("b", "", PropertyType.NUMBER),
            io.hexdispatch.ogcapi.feature.Property.of("s", "", PropertyType.TEXT));

    /** A filter, and for what values it is true (1), false (0) or unknown (empty). */
    record Meant(String text, Function<Map<String, Object>, Optional<Boolean>> meaning) {}

    @Property(tries = 2_000, seed = "410100")
    void aFilterSelectsWhatItSays(@ForAll("filters") Meant filter, @ForAll("values") Map<String, Object> values)
            throws InvalidFilterException {
        Feature feature = new Feature("x", Optional.empty(), values);
        assertThat(Filter.parse(filter.text(), PROPERTIES, ReferenceSystem.CRS84)
                        .test(feature))
                .as("%s with %s", filter.text(), values)
                .isEqualTo(filter.meaning().apply(values).orElse(false));
    }

    @Property(tries = 2_000, seed = "410100")
    void likeIsTheRegularExpressionThatItStandsFor(
            @ForAll("fewLetters") String value, @ForAll("fewLetters") String pattern) {
        String expression = pattern.chars()
                .mapToObj(c -> c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(Character.toString(c)))
                .reduce("", String::concat);
        assertThat(Like.matches(value, pattern))
                .as("%s LIKE %s", value, pattern)
                .isEqualTo(Pattern.compile(expression, Pattern.DOTALL)
                        .matcher(value)
                        .matches());
    }

    /** Whatever is sent, it is a filter or refused with its reason; anything else would be a fault of the server. */
    @Property(tries = 5_000, seed = "410100")
    void anyTextIsReadOrRefused(@ForAll("debris") String text) {
        try {
            Filter.parse(text, PROPERTIES, ReferenceSystem.EPSG_3857)
                    .test(new Feature("x", Optional.empty(), Map.of()));
        } catch (InvalidFilterException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    @Provide
    Arbitrary<String> fewLetters() {
        return Arbitraries.strings().withChars("ab%_").ofMaxLength(8);
    }

    @Provide
    Arbitrary<String> debris() {
        Arbitrary<String> words = Arbitraries.of(
                "a",
                "s",
                "geometry",
                "=",
                "<>",
                "<",
                "(",
                ")",
                ",",
                "'x'",
                "'",
                "\"",
                "1",
                "-2.5",
                "1e999",
                "AND",
                "OR",
                "NOT",
                "LIKE",
                "IN",
                "BETWEEN",
                "IS",
                "NULL",
                "TRUE",
                "S_INTERSECTS",
                "T_AFTER",
                "POINT",
                "POLYGON",
                "GEOMETRYCOLLECTION",
                "EMPTY",
                "BBOX",
                "INTERVAL",
                "TIMESTAMP",
                "DATE",
                "CASEI",
                "'2026-03-01'",
                "Z",
                "NaN",
                "\\",
                "\u0000",
                "网格",
                "😀");
        return words.list().ofMaxSize(14).map(list -> String.join(" ", list));
    }

    @Provide
    Arbitrary<Map<String, Object>> values() {
        Arbitrary<Integer> number = Arbitraries.integers().between(-2, 2).injectNull(0.2);
        Arbitrary<String> text = Arbitraries.of("", "x", "xy", "网").injectNull(0.2);
        return Combinators.combine(number, number, text).as((a, b, s) -> {
            Map<String, Object> values = new HashMap<>();
            values.put("a", a);
            values.put("b", b);
            values.put("s", s);
            values.values().removeIf(value -> value == null);
            return values;
        });
    }

    @Provide
    Arbitrary<Meant> filters() {
        return filters(4);
    }

    private Arbitrary<Meant> filters(int depth) {
        Arbitrary<Meant> simple = Arbitraries.oneOf(comparisons(), betweens(), texts(), missing());
        if (depth == 0) {
            return simple;
        }
        Arbitrary<Meant> inner = Arbitraries.lazy(() -> filters(depth - 1));
        Arbitrary<Meant> not = inner.map(part -> new Meant(
                "NOT (" + part.text() + ")",
                values -> part.meaning().apply(values).map(truth -> !truth)));
        return Arbitraries.oneOf(simple, not, joined(inner, "AND", false), joined(inner, "or", true));
    }

    /** Kleene's logic: one value decides, otherwise what is unknown makes the whole unknown. */
    private static Arbitrary<Meant> joined(Arbitrary<Meant> inner, String word, boolean decides) {
        return Combinators.combine(inner, inner)
                .as((left, right) -> new Meant("(" + left.text() + ") " + word + " (" + right.text() + ")", values -> {
                    Optional<Boolean> a = left.meaning().apply(values);
                    Optional<Boolean> b = right.meaning().apply(values);
                    if (a.equals(Optional.of(decides)) || b.equals(Optional.of(decides))) {
                        return Optional.of(decides);
                    }
                    return a.isEmpty() || b.isEmpty() ? Optional.empty() : Optional.of(!decides);
                }));
    }

    private static Arbitrary<Meant> comparisons() {
        return Combinators.combine(
                        Arbitraries.of("a", "b"),
                        Arbitraries.of("=", "<>", "<", ">", "<=", ">="),
                        Arbitraries.integers().between(-2, 2))
                .as((name, sign, number) ->
                        new Meant(name + " " + sign + number, values -> Optional.ofNullable(values.get(name))
                                .map(value -> {
                                    int order = Integer.compare((Integer) value, number);
                                    return switch (sign) {
                                        case "=" -> order == 0;
                                        case "<>" -> order != 0;
                                        case "<" -> order < 0;
                                        case ">" -> order > 0;
                                        case "<=" -> order <= 0;
                                        default -> order >= 0;
                                    };
                                })));
    }

    private static Arbitrary<Meant> betweens() {
        Arbitrary<Integer> number = Arbitraries.integers().between(-2, 2);
        return Combinators.combine(number, number)
                .as((low, high) -> new Meant(
                        "a BETWEEN " + low + " AND " + high, values -> Optional.ofNullable((Integer) values.get("a"))
                                .map(value -> low <= value && value <= high)));
    }

    private static Arbitrary<Meant> texts() {
        return Arbitraries.of("", "x", "xy", "网")
                .set()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(set -> new Meant(
                        "s IN ('" + String.join("','", set) + "')",
                        values -> Optional.ofNullable(values.get("s")).map(set::contains)));
    }

    private static Arbitrary<Meant> missing() {
        return Arbitraries.of("a", "b", "s")
                .map(name -> new Meant(name + " IS NULL", values -> Optional.of(!values.containsKey(name))));
    }
}
