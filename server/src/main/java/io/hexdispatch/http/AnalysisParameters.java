package io.hexdispatch.http;

import io.hexdispatch.category.Categories;
import io.hexdispatch.category.CategoryKey;
import io.hexdispatch.category.CategoryKind;
import io.hexdispatch.flow.FindHotSpots;
import io.hexdispatch.grid.index.HexCells;
import io.hexdispatch.hotspot.Period;
import io.hexdispatch.hotspot.UsualLevel;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What questions about long periods are asked by: of which category, where, when, how strictly. */
final class AnalysisParameters {
    private static final int RESOLUTION_DEFAULT = 8;
    private static final int RESOLUTION_MIN = 4;
    private static final int WEEKS_DEFAULT = 8;
    private static final double LEVEL_DEFAULT = 0.05;
    private static final double LEVEL_MAX = 0.5;

    private final RoutingContext context;
    private final Categories categories;
    private final Clock clock;

    AnalysisParameters(RoutingContext context, Categories categories, Clock clock) {
        this.context = context;
        this.categories = categories;
        this.clock = clock;
    }

    /** @throws io.hexdispatch.flow.RefusedException if there is a parameter of another name */
    void only(Set<String> names) {
        for (String name : context.queryParams().names()) {
            if (!names.contains(name)) {
                throw Parameters.invalid(
                        name,
                        "is no parameter here; the parameters are "
                                + String.join(", ", names.stream().sorted().toList()));
            }
        }
    }

    FindHotSpots.Wish hotSpots(int limit) {
        return new FindHotSpots.Wish(
                category(),
                grid(),
                period(Duration.ofDays(7)),
                Parameters.wholeNumber(context, "weeks", 1, FindHotSpots.WEEKS_MAX)
                        .orElse(WEEKS_DEFAULT),
                Parameters.wholeNumber(context, "resolution", RESOLUTION_MIN, HexCells.RESOLUTION_MAX)
                        .orElse(RESOLUTION_DEFAULT),
                Parameters.text(context, "usual")
                        .map(text -> UsualLevel.ofText(text)
                                .orElseThrow(() -> Parameters.invalid(
                                        "usual",
                                        "\"" + text + "\" is not known; right is one of " + UsualLevel.texts())))
                        .orElse(UsualLevel.OWN),
                level(),
                limit);
    }

    Optional<CategoryKey> category() {
        Optional<CategoryKind> kind = Parameters.text(context, "categoryKind").map(text -> switch (text) {
            case "event" -> CategoryKind.EVENT;
            case "component" -> CategoryKind.COMPONENT;
            default ->
                throw Parameters.invalid("categoryKind", "\"" + text + "\" is not known; right is event or component");
        });
        return Parameters.text(context, "category").map(code -> categories
                .find(kind.orElse(CategoryKind.EVENT), code)
                .orElseThrow(() -> Parameters.invalid(
                        "category",
                        "there is no category \"" + code + "\" of kind "
                                + kind.orElse(CategoryKind.EVENT).name().toLowerCase(Locale.ROOT)
                                + "; GET /api/v1/categories lists them"))
                .key());
    }

    Optional<String> grid() {
        return Parameters.text(context, "grid");
    }

    /** From {@code from} until before {@code to}; until now and as long as usual where they are not given. */
    Period period(Duration usual) {
        Instant to = time("to").orElseGet(clock::instant);
        Instant from = time("from").orElseGet(() -> to.minus(usual));
        try {
            return new Period(from, to);
        } catch (IllegalArgumentException notAPeriod) {
            throw Parameters.invalid("from", notAPeriod.getMessage());
        }
    }

    private double level() {
        return Parameters.text(context, "q")
                .map(text -> {
                    try {
                        double level = Double.parseDouble(text);
                        if (level > 0 && level <= LEVEL_MAX) {
                            return level;
                        }
                    } catch (NumberFormatException notANumber) {
                        // told below, like a number out of range
                    }
                    throw Parameters.invalid(
                            "q", "\"" + text + "\" is not a share above 0 and up to " + LEVEL_MAX + ", such as 0.05");
                })
                .orElse(LEVEL_DEFAULT);
    }

    private Optional<Instant> time(String name) {
        return Parameters.text(context, name).map(text -> {
            try {
                // A + that stands in an address as it is means a space.
                OffsetDateTime time = OffsetDateTime.parse(text.replace(' ', '+'));
                if (time.getYear() >= 1972 && time.getYear() <= 9_999) {
                    return time.toInstant().truncatedTo(ChronoUnit.MICROS);
                }
            } catch (DateTimeException notATime) {
                // told below, like a year out of range
            }
            throw Parameters.invalid(name, "\"" + text + "\" is not a time such as 2026-03-01T08:00:00%2B08:00");
        });
    }
}
