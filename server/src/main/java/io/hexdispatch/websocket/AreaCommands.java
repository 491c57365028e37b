package io.hexdispatch.websocket;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.flow.LiveMap;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.grid.CityMap;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.wire.CloudEvent;
import io.hexdispatch.wire.Fields;
import io.vertx.core.Future;
import java.util.Optional;

/** A centre's wish to be told of its area, or of a part of it, over a WebSocket. */
final class AreaCommands {
    static final String SUBSCRIBE = AreaMessages.PREFIX + "subscribe";
    static final String UNSUBSCRIBE = AreaMessages.PREFIX + "unsubscribe";

    private final AreaFeed feed;
    private final LiveMap map;

    AreaCommands(AreaFeed feed, LiveMap map) {
        this.feed = feed;
        this.map = map;
    }

    boolean takes(CloudEvent command) {
        return command.type().equals(SUBSCRIBE) || command.type().equals(UNSUBSCRIBE);
    }

    /** Carries a command out; the answer to it is the first part of the snapshot, or the message that it is over. */
    Future<?> carryOut(Connection connection, CloudEvent command) {
        try {
            Fields fields = Fields.of(command.data());
            Grid area = area(connection.actor(), command.subject());
            if (command.type().equals(UNSUBSCRIBE)) {
                fields.rejectUnknown();
                Commands.refuseFaults(fields);
                feed.unsubscribe(connection, area.code(), command.id());
            } else {
                boolean withPositions = fields.optionalTruth("positions").orElse(true);
                fields.rejectUnknown();
                Commands.refuseFaults(fields);
                feed.subscribe(connection, area, withPositions, command.id());
            }
            return Future.succeededFuture();
        } catch (RefusedException | Commands.FaultyCommandException refused) {
            return Future.failedFuture(refused);
        }
    }

    /** The area that is meant: one's own where none is named. */
    private Grid area(Actor actor, Optional<String> named) {
        String own =
                switch (actor.role()) {
                    case CENTRE -> actor.id();
                    case SUPERVISOR, ADMIN -> map.city().code().value();
                    default ->
                        throw new RefusedException(
                                Kind.FORBIDDEN,
                                "an area is followed by its centre, a supervisor or an admin; this token is for "
                                        + actor);
                };
        String code = named.orElse(own);
        CityMap live = map.current();
        Grid area = GridCode.isValid(code) ? live.grid(new GridCode(code)).orElse(null) : null;
        if (area == null) {
            throw new RefusedException(Kind.NOT_FOUND, "/subject: there is no grid \"" + code + "\" on the live map");
        }
        if (actor.role() == Role.CENTRE && !liesWithin(live, area, own)) {
            throw new RefusedException(
                    Kind.FORBIDDEN, "grid " + code + " does not lie in " + own + ", the area of this token");
        }
        return area;
    }

    private static boolean liesWithin(CityMap live, Grid area, String own) {
        for (Optional<Grid> grid = Optional.of(area);
                grid.isPresent();
                grid = grid.get().parent().flatMap(live::grid)) {
            if (grid.get().code().value().equals(own)) {
                return true;
            }
        }
        return false;
    }
}
