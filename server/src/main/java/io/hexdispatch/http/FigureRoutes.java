package io.hexdispatch.http;

import static io.vertx.core.http.HttpMethod.GET;

import io.hexdispatch.access.Role;
import io.hexdispatch.figures.Dimension;
import io.hexdispatch.figures.Period;
import io.hexdispatch.flow.ReadFigures;
import io.hexdispatch.flow.ReadFigures.Answer;
import io.hexdispatch.flow.ReadFigures.Wish;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.wire.FiguresCsv;
import io.hexdispatch.wire.FiguresJson;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** How the city does, over HTTP: as JSON, or as CSV for spreadsheets. */
public final class FigureRoutes {
    private static final int GROUPS_DEFAULT = 500;
    private static final int GROUPS_MAX = 2_000;
    private static final int OFFSET_MAX = 1_000_000;
    private static final int VALUE_LENGTH_MAX = 200;
    private static final Set<Role> READERS = EnumSet.of(Role.CENTRE, Role.UNIT, Role.SUPERVISOR, Role.ADMIN);
    private static final List<String> OTHERS = List.of("groupBy", "from", "to", "limit", "offset", "format");

    private final ReadFigures readFigures;
    private final FiguresJson json;
    private final FiguresCsv csv;

    public FigureRoutes(ReadFigures readFigures, FiguresJson json, FiguresCsv csv) {
        this.readFigures = readFigures;
        this.json = json;
        this.csv = csv;
    }

    public void mount(HttpApi api) {
        api.allow(GET, "/api/v1/figures", READERS, this::read);
    }

    private void read(RoutingContext context) {
        try {
            boolean wantsCsv = wantsCsv(context);
            readFigures
                    .read(Answers.actor(context), wish(context))
                    .onSuccess(answer -> answer(context, answer, wantsCsv))
                    .onFailure(failure -> Answers.failure(context, failure));
        } catch (RefusedException refused) {
            Answers.failure(context, refused);
        }
    }

    private void answer(RoutingContext context, Answer answer, boolean wantsCsv) {
        context.response().putHeader(HttpHeaders.VARY, "Accept");
        if (!wantsCsv) {
            Answers.json(context, 200, json.of(answer));
        } else if (!context.response().ended() && !context.response().closed()) {
            context.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, FiguresCsv.CONTENT_TYPE)
                    .putHeader(
                            "Content-Disposition",
                            "attachment; filename=\"figures-" + answer.query().from() + "-"
                                    + answer.query().to() + ".csv\"")
                    .end(csv.of(answer));
        }
    }

    private static boolean wantsCsv(RoutingContext context) {
        return Parameters.text(context, "format")
                .map(format -> switch (format) {
                    case "csv" -> true;
                    case "json" -> false;
                    default -> throw Parameters.invalid("format", "\"" + format + "\" is neither json nor csv");
                })
                .orElseGet(() -> context.parsedHeaders().accept().stream()
                        .findFirst()
                        .filter(first -> first.component().equals("text")
                                && first.subComponent().equals("csv"))
                        .isPresent());
    }

    private static Wish wish(RoutingContext context) {
        checkNames(context);
        Optional<Dimension> by = Optional.empty();
        Optional<Period> period = Optional.empty();
        for (String text : Parameters.text(context, "groupBy")
                .map(all -> all.split(",", -1))
                .orElse(new String[0])) {
            Optional<Dimension> dimension = Dimension.ofText(text);
            Optional<Period> each = Period.ofText(text);
            if (dimension.isEmpty() && each.isEmpty()) {
                throw Parameters.invalid(
                        "groupBy",
                        "\"" + text + "\" is not known; right is one of " + Dimension.texts() + ", one of "
                                + Period.texts() + ", or both with a comma between them");
            }
            if (dimension.isPresent() && by.isPresent() || each.isPresent() && period.isPresent()) {
                throw Parameters.invalid(
                        "groupBy",
                        "takes one of " + Dimension.texts() + " and one of " + Period.texts() + "; \"" + text
                                + "\" is one more");
            }
            by = by.or(() -> dimension);
            period = period.or(() -> each);
        }
        Map<Dimension, String> filters = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            Parameters.text(context, dimension.text()).ifPresent(value -> {
                if (value.length() > VALUE_LENGTH_MAX) {
                    throw Parameters.invalid(dimension.text(), "is longer than any code");
                }
                filters.put(dimension, value);
            });
        }
        return new Wish(
                by,
                period,
                day(context, "from"),
                day(context, "to"),
                filters,
                Parameters.wholeNumber(context, "limit", 1, GROUPS_MAX).orElse(GROUPS_DEFAULT),
                Parameters.wholeNumber(context, "offset", 0, OFFSET_MAX).orElse(0));
    }

    /** A filter that is misspelt and passed by would give figures of everything. */
    private static void checkNames(RoutingContext context) {
        Set<String> unknown = new TreeSet<>(context.queryParams().names());
        unknown.removeAll(OTHERS);
        unknown.removeIf(name -> Dimension.ofText(name).isPresent());
        if (!unknown.isEmpty()) {
            throw Parameters.invalid(
                    unknown.iterator().next(),
                    "is no parameter here; right are " + String.join(", ", OTHERS) + " and, to filter by, "
                            + Dimension.texts());
        }
    }

    private static Optional<LocalDate> day(RoutingContext context, String name) {
        return Parameters.text(context, name).map(text -> {
            try {
                LocalDate day = LocalDate.parse(text);
                if (day.getYear() >= 1970 && day.getYear() <= 9_000) {
                    return day;
                }
            } catch (DateTimeException notADay) {
                // told below, like a year out of range
            }
            throw Parameters.invalid(name, "\"" + text + "\" is not a day such as 2026-11-01");
        });
    }
}
