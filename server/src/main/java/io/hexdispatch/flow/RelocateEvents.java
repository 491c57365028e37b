package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.Jurisdiction;
import io.hexdispatch.flow.Events.Open;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.grid.CityMap;
import io.hexdispatch.grid.coordinate.LonLat;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Locates the open events anew by the live map, where somebody asks for it after an activation. An event whose grids change gets the
 * new ones, and a line in its history; its orders stay with whom they are. An event whose grids do not change stays as it is. So
 * what was located anew once is not changed a second time, and whoever was interrupted begins again. For one event loop.
 */
public final class RelocateEvents {
    /** The events that one request looks at, at most: some seconds' work where all of them change. */
    public static final int EVENTS_PER_PAGE_MAX = 1_000;

    private final LiveMap live;
    private final Events events;
    private final Announcements announcements;
    private final Clock clock;

    public RelocateEvents(LiveMap live, Events events, Announcements announcements, Clock clock) {
        this.live = live;
        this.events = events;
        this.announcements = announcements;
        this.clock = clock;
    }

    /**
     * A page that is done.
     *
     * @param lookedAt how many open events it had
     * @param relocated how many of them lie in other grids now
     * @param next the last of them, behind which the next page begins; empty where there is none
     */
    public record Page(int lookedAt, int relocated, Optional<EventNumber> next) {}

    /**
     * Does the next page of the open events.
     *
     * <p>Fails with {@link RefusedException} where the version is not live, or not any longer; what was done by then stays done.
     *
     * @param version the live one, named so that nobody locates by a map that he did not expect
     * @param after the event behind which to begin; empty for the first page
     * @param limit how many to look at, 1 to {@value #EVENTS_PER_PAGE_MAX}
     */
    public Future<Page> relocate(
            Actor by, String version, Optional<EventNumber> after, int limit, Optional<String> reason) {
        try {
            map(version);
        } catch (RefusedException refused) {
            return Future.failedFuture(refused);
        }
        return events.open(after.map(EventNumber::id).orElse(0L), limit)
                .compose(page -> relocate(by, version, reason, page, 0, 0)
                        .map(relocated -> new Page(
                                page.size(),
                                relocated,
                                page.size() < limit
                                        ? Optional.empty()
                                        : Optional.of(page.get(limit - 1).number()))));
    }

    /** Those of a page from one on; gives how many changed, those before included. */
    private Future<Integer> relocate(
            Actor by, String version, Optional<String> reason, List<Open> page, int from, int relocated) {
        int next = from;
        try {
            // Most stay where they are, and need no look at the database.
            while (next < page.size() && !isElsewhere(page.get(next), map(version))) {
                next++;
            }
        } catch (RefusedException refused) {
            return Future.failedFuture(refused);
        }
        if (next == page.size()) {
            return Future.succeededFuture(relocated);
        }
        int following = next + 1;
        return events.change(
                        page.get(next).number(),
                        caseFile -> caseFile.relocate(
                                located(
                                        map(version),
                                        caseFile.event().report().place().wgs84()),
                                by,
                                reason,
                                clock.instant()))
                .onSuccess(announcements::changed)
                .compose(change ->
                        relocate(by, version, reason, page, following, relocated + (change.isNothing() ? 0 : 1)));
    }

    private boolean isElsewhere(Open event, CityMap map) {
        return !located(map, event.place()).grids().equals(event.jurisdiction().grids());
    }

    /** The live map, as long as it is the one that is meant. */
    private CityMap map(String version) {
        CityMap now = live.current();
        if (!now.version().equals(version)) {
            throw new RefusedException(
                    Kind.CONFLICT,
                    "version " + version + " is not live, " + now.version()
                            + " is: open events are located by the live map alone");
        }
        return now;
    }

    private Jurisdiction located(CityMap map, LonLat place) {
        return map.locate(place.longitude(), place.latitude())
                .map(Jurisdiction::of)
                .orElseGet(() -> Jurisdiction.ofCity(map.version(), live.city().code()));
    }
}
