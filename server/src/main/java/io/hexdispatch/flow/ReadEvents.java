package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.EventStatus;
import io.hexdispatch.flow.EventQuery.Area;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.order.CaseFile;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Somebody looks up events; he sees those that concern him. */
public final class ReadEvents {
    private final Events events;
    private final LiveMap map;

    public ReadEvents(Events events, LiveMap map) {
        this.events = events;
        this.map = map;
    }

    /** What he wants to see of all that he may see. */
    public record Wish(
            Optional<String> area,
            Optional<EventStatus> status,
            Optional<String> category,
            Optional<String> source,
            boolean queued,
            boolean requested,
            Optional<EventNumber> before,
            int limit) {}

    public Future<Dossier> one(Actor reader, EventNumber number) {
        return events.dossier(number)
                .map(found -> found.filter(dossier -> dossier.caseFile().isVisibleTo(reader))
                        .orElseThrow(() -> new RefusedException(
                                Kind.NOT_FOUND, "there is no event " + number + " that you may see")));
    }

    public Future<List<CaseFile>> list(Actor reader, Wish wish) {
        List<Area> areas;
        try {
            areas = areas(reader, wish.area());
        } catch (RefusedException refused) {
            return Future.failedFuture(refused);
        }
        return events.list(new EventQuery(
                reader,
                areas,
                wish.status(),
                wish.category(),
                wish.source(),
                wish.queued(),
                wish.requested(),
                Optional.empty(),
                wish.before().map(EventNumber::id),
                wish.limit()));
    }

    /** The open events that he may see, newest first; before the event of that number, where one is given. */
    public Future<List<CaseFile>> open(Actor reader, EventQuery.Open wish, Optional<EventNumber> before, int limit) {
        try {
            return events.list(new EventQuery(
                    reader,
                    ownAreas(reader),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    false,
                    Optional.of(wish),
                    before.map(EventNumber::id),
                    limit));
        } catch (RefusedException refused) {
            return Future.failedFuture(refused);
        }
    }

    /** The open events of an area that he may see, newest first; before the event of that number, where one is given. */
    public Future<List<CaseFile>> openIn(Actor reader, String area, Optional<EventNumber> before, int limit) {
        try {
            return events.list(new EventQuery(
                    reader,
                    areas(reader, Optional.of(area)),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    false,
                    Optional.of(new EventQuery.Open(List.of(), Optional.empty(), Optional.empty())),
                    before.map(EventNumber::id),
                    limit));
        } catch (RefusedException refused) {
            return Future.failedFuture(refused);
        }
    }

    /**
     * Where he looks: in his own grid, where he is a centre, and in the one that he asks for.
     *
     * @throws RefusedException if there is no such grid
     */
    List<Area> areas(Actor reader, Optional<String> asked) {
        List<Area> areas = ownAreas(reader);
        asked.map(code -> area(code)
                        .orElseThrow(() -> new RefusedException(
                                Kind.INVALID, "area: there is no grid \"" + code + "\" on the live map")))
                .ifPresent(areas::add);
        return areas;
    }

    /** The grid that a centre answers for, which it cannot look beyond; none for the others. */
    private List<Area> ownAreas(Actor reader) {
        List<Area> areas = new ArrayList<>();
        if (reader.role() == Role.CENTRE) {
            areas.add(area(reader.id())
                    .orElseThrow(() -> new RefusedException(
                            Kind.FORBIDDEN, "the grid " + reader.id() + " of this token is not on the live map")));
        }
        return areas;
    }

    private Optional<Area> area(String code) {
        return GridCode.isValid(code)
                ? map.current().grid(new GridCode(code)).map(grid -> new Area(grid.level(), grid.code()))
                : Optional.empty();
    }
}
