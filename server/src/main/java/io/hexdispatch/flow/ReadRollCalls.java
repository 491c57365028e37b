package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.flow.RollCalls.Line;
import io.hexdispatch.flow.RollCalls.Part;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.rollcall.Attendance;
import io.hexdispatch.rollcall.RollCall;
import io.hexdispatch.rollcall.RollCallId;
import io.hexdispatch.rollcall.Tally;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/**
 * Somebody looks up roll calls. The caller, supervisors and administrators see all of one; another centre sees those in its own area
 * and itself; a responder sees himself.
 */
public final class ReadRollCalls {
    private final RollCalls rollCalls;
    private final LiveMap map;

    public ReadRollCalls(RollCalls rollCalls, LiveMap map) {
        this.rollCalls = rollCalls;
        this.map = map;
    }

    /**
     * A call as its reader sees it.
     *
     * @param tally of those whom he may see; empty for a responder
     * @param own what became of it to the reader himself, where he is called
     */
    public record View(RollCall call, Optional<Tally> tally, Optional<Attendance> own) {}

    public Future<List<RollCall>> list(RollCalls.Query query) {
        return rollCalls.list(query);
    }

    public Future<View> one(Actor reader, RollCallId id) {
        return visible(reader, id).compose(call -> {
            Future<Optional<Tally>> tally = reader.role() == Role.RESPONDER
                    ? Future.succeededFuture(Optional.empty())
                    : rollCalls.tally(id, area(call, reader)).map(Optional::of);
            return tally.compose(counted -> rollCalls.attendance(id, reader).map(own -> new View(call, counted, own)));
        });
    }

    /** Those who were called, by their ordinals. @param after the ordinal of the last of the page before, or 0 */
    public Future<List<Line>> lines(
            Actor reader, RollCallId id, Part part, Optional<GridCode> grid, int after, int limit) {
        return visible(reader, id).compose(call -> rollCalls.lines(id, area(call, reader), part, grid, after, limit));
    }

    /** The call, if the reader may see it. */
    public Future<RollCall> visible(Actor reader, RollCallId id) {
        return rollCalls
                .find(id, reader)
                .map(found -> found.orElseThrow(() ->
                        new RefusedException(Kind.NOT_FOUND, "there is no roll call " + id + " that you may see")));
    }

    private Optional<GridCode> area(RollCall call, Actor reader) {
        boolean seesAll = reader.role() != Role.CENTRE
                || reader.equals(call.caller())
                || reader.id().equals(map.city().code().value());
        return !seesAll ? Optional.of(new GridCode(reader.id())) : Optional.empty();
    }
}
