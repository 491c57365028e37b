package io.hexdispatch.flow;

import io.hexdispatch.assignment.Roster;
import io.hexdispatch.flow.Responders.Known;
import io.hexdispatch.flow.Responders.Position;
import io.hexdispatch.grid.coordinate.LonLat;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Knows who the responders are and where. A position takes effect at once and is written down with the next lot: after a power
 * failure a responder is where he was some seconds ago, until his terminal tells again.
 */
public final class TrackResponders {
    private final Roster roster;
    private final Responders responders;
    private final PositionNews news;
    private final Clock clock;
    private final Map<String, Instant> lastSeen = new HashMap<>();
    private Map<String, Position> unwritten = new HashMap<>();

    public TrackResponders(Roster roster, Responders responders, PositionNews news, Clock clock) {
        this.roster = roster;
        this.responders = responders;
        this.news = news;
        this.clock = clock;
    }

    /** Fills the roster from memory; before the first event. */
    public Future<Void> load() {
        return responders.all().map(all -> {
            for (Known known : all) {
                roster.put(known.responder(), known.position());
                for (int order = 0; order < known.openOrders(); order++) {
                    roster.reserve(known.responder().id());
                }
            }
            return null;
        });
    }

    /**
     * Brings the roster to what is committed, after nobody knew for a time what was. Nothing may be under way meanwhile. Where
     * responders are is known here better than there.
     */
    public void correct(List<Known> all) {
        for (Known known : all) {
            String id = known.responder().id();
            roster.put(known.responder(), roster.position(id).orElse(known.position()));
            roster.recount(id, known.openOrders());
        }
    }

    /** Takes responders in, or what is new about known ones; committed before it takes effect. */
    public Future<Void> put(List<Known> all) {
        Instant now = clock.instant();
        return responders.put(all, now).onSuccess(done -> {
            for (Known known : all) {
                roster.put(known.responder(), known.position());
                news.moved(known.responder().id(), now);
            }
        });
    }

    /** A responder's terminal says where he is; a report older than the last is of no use and passed by. */
    public boolean move(String responder, LonLat position, Instant time) {
        if (roster.find(responder).isEmpty()) {
            return false;
        }
        Instant last = lastSeen.get(responder);
        if (last == null || time.isAfter(last)) {
            lastSeen.put(responder, time);
            roster.move(responder, position);
            unwritten.put(responder, new Position(responder, position, time));
            news.moved(responder, time);
        }
        return true;
    }

    /** Writes down the positions that are new since the last time. */
    public Future<Void> keepPositions() {
        if (unwritten.isEmpty()) {
            return Future.succeededFuture();
        }
        Map<String, Position> lot = unwritten;
        unwritten = new HashMap<>();
        return responders.keep(new ArrayList<>(lot.values())).onFailure(failure -> lot.forEach(unwritten::putIfAbsent));
    }
}
