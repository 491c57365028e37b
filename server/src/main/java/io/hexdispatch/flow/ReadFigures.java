package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.figures.Dimension;
import io.hexdispatch.figures.Fact;
import io.hexdispatch.figures.FigureQuery;
import io.hexdispatch.figures.FigureQuery.Filter;
import io.hexdispatch.figures.Figures;
import io.hexdispatch.figures.Period;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.grid.Grid;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Somebody asks how the city does: a centre for its area, a unit for itself, the others for all. */
public final class ReadFigures {
    public static final int DAYS_MAX = 3_660;
    private static final int DAYS_DEFAULT = 30;

    private final FigureStore store;
    private final FigureNames names;
    private final Audit audit;
    private final Clock clock;

    public ReadFigures(FigureStore store, FigureNames names, Audit audit, Clock clock) {
        this.store = store;
        this.names = names;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What he wants to see of all that he may see.
     *
     * @param to today where it is empty
     * @param from {@value #DAYS_DEFAULT} days before where it is empty
     * @param filters for each dimension the code that events must have
     */
    public record Wish(
            Optional<Dimension> by,
            Optional<Period> period,
            Optional<LocalDate> from,
            Optional<LocalDate> to,
            Map<Dimension, String> filters,
            int limit,
            int offset) {}

    /** @param countedAt what was late then is overdue */
    public record Answer(FigureQuery query, Figures figures, Instant countedAt) {}

    public Future<Answer> read(Actor reader, Wish wish) {
        Instant now = clock.instant();
        return audit.noting(reader, "figures", wish.filters().toString(), now, count(reader, wish, now));
    }

    private Future<Answer> count(Actor reader, Wish wish, Instant now) {
        try {
            FigureQuery query = query(reader, wish, now);
            return store.count(query, now)
                    .compose(figures -> figures.total().tally().reported() > 0
                            ? Future.succeededFuture(new Answer(query, figures, now))
                            : checkKnown(wish).map(known -> new Answer(query, figures, now)));
        } catch (RefusedException refused) {
            return Future.failedFuture(refused);
        }
    }

    private FigureQuery query(Actor reader, Wish wish, Instant now) {
        LocalDate to = wish.to().orElse(Fact.day(now));
        LocalDate from = wish.from().orElse(to.minusDays(DAYS_DEFAULT - 1));
        if (to.isBefore(from)) {
            throw new RefusedException(Kind.INVALID, "to: " + to + " is before from, " + from);
        }
        if (ChronoUnit.DAYS.between(from, to) >= DAYS_MAX) {
            throw new RefusedException(
                    Kind.INVALID, "from, to: these are more than " + DAYS_MAX + " days; ask for a shorter time");
        }
        List<Filter> filters = new ArrayList<>();
        own(reader, wish).ifPresent(filters::add);
        wish.filters().forEach((dimension, text) -> filters.add(new Filter(dimension, names.meant(dimension, text))));
        return new FigureQuery(wish.by(), wish.period(), from, to, filters, wish.limit(), wish.offset());
    }

    /** What he cannot look beyond. */
    private Optional<Filter> own(Actor reader, Wish wish) {
        return switch (reader.role()) {
            case SUPERVISOR, ADMIN -> Optional.empty();
            case CENTRE -> Optional.of(ownArea(reader, wish));
            case UNIT -> {
                String asked = wish.filters().getOrDefault(Dimension.UNIT, reader.id());
                if (!asked.equals(reader.id())) {
                    throw new RefusedException(
                            Kind.FORBIDDEN, "unit: a unit sees its own figures; those of " + asked + " are not yours");
                }
                yield Optional.of(new Filter(Dimension.UNIT, Set.of(reader.id())));
            }
            case SOURCE, RESPONDER, GIS ->
                throw new RefusedException(Kind.FORBIDDEN, "figures are for centres, units, supervisors and admin");
        };
    }

    private Filter ownArea(Actor reader, Wish wish) {
        Grid own = names.grid(reader.id())
                .orElseThrow(() -> new RefusedException(
                        Kind.FORBIDDEN, "the grid " + reader.id() + " of this token is not on the live map"));
        Dimension level =
                switch (own.level()) {
                    case CITY -> Dimension.CITY;
                    case COUNTY -> Dimension.COUNTY;
                    case TOWNSHIP -> Dimension.TOWNSHIP;
                    case DEDICATED -> Dimension.DEDICATED;
                    default ->
                        throw new RefusedException(
                                Kind.FORBIDDEN,
                                "figures are counted for the centres of the city, counties, townships and dedicated grids; "
                                        + reader.id() + " is none of them");
                };
        for (Dimension dimension :
                List.of(Dimension.CITY, Dimension.COUNTY, Dimension.TOWNSHIP, Dimension.DEDICATED, Dimension.CENTRE)) {
            Optional.ofNullable(wish.filters().get(dimension))
                    .flatMap(names::grid)
                    .filter(asked -> !names.mayOverlap(own, asked))
                    .ifPresent(asked -> {
                        throw new RefusedException(
                                Kind.FORBIDDEN,
                                dimension.text() + ": a centre sees the figures of its own area; " + asked.code()
                                        + " is not in that of " + reader.id());
                    });
        }
        return new Filter(level, Set.of(reader.id()));
    }

    /** Of what no event has, it may be that there is no such thing: then a misspelt name must not look like a quiet day. */
    private Future<Void> checkKnown(Wish wish) {
        for (Map.Entry<Dimension, String> filter : wish.filters().entrySet()) {
            Dimension dimension = filter.getKey();
            boolean isKnown = names.meant(dimension, filter.getValue()).stream()
                    .anyMatch(value -> names.isKnown(dimension, value));
            if (!isKnown && dimension != Dimension.SOURCE) {
                return Future.failedFuture(unknown(dimension, filter.getValue()));
            }
        }
        // Sources may report that nobody put into the registry.
        return Optional.ofNullable(wish.filters().get(Dimension.SOURCE))
                .filter(source -> !names.isKnown(Dimension.SOURCE, source))
                .map(source -> store.hasReported(source)
                        .<Void>compose(reported -> reported
                                ? Future.succeededFuture()
                                : Future.failedFuture(unknown(Dimension.SOURCE, source))))
                .orElseGet(Future::succeededFuture);
    }

    private RefusedException unknown(Dimension dimension, String text) {
        return new RefusedException(
                Kind.INVALID,
                dimension.text() + ": there is no \"" + text + "\" now, and no event of it; " + names.known(dimension));
    }
}
