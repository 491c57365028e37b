package io.hexdispatch.websocket;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.assignment.Responder;
import io.hexdispatch.assignment.Roster;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.flow.TrackResponders;
import io.hexdispatch.wire.CloudEvent;
import io.hexdispatch.wire.Fields;
import io.hexdispatch.wire.PositionJson;
import io.hexdispatch.wire.PositionJson.Given;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Positions over a WebSocket: a responder's own, one or several that his terminal collected, and those that a unit's gateway sends. */
final class PositionCommands {
    static final String POSITION = CloudEvent.TYPE_PREFIX + "responder.position";
    static final String POSITIONS = CloudEvent.TYPE_PREFIX + "responder.positions";

    private final TrackResponders trackResponders;
    private final Roster roster;
    private final Clock clock;

    PositionCommands(TrackResponders trackResponders, Roster roster, Clock clock) {
        this.trackResponders = trackResponders;
        this.roster = roster;
        this.clock = clock;
    }

    boolean takes(CloudEvent command) {
        return command.type().equals(POSITION) || command.type().equals(POSITIONS);
    }

    /** Takes what is right, at once, and refuses with the faults of the rest; what is all right is not answered. */
    Future<?> carryOut(Actor actor, CloudEvent command) {
        try {
            boolean isLot = command.type().equals(POSITIONS);
            if (actor.role() != Role.RESPONDER && !(isLot && actor.role() == Role.UNIT)) {
                throw new RefusedException(
                        Kind.FORBIDDEN,
                        isLot
                                ? "positions are sent by a responder, or for its responders by a unit; this token is for "
                                        + actor
                                : "only a responder has a position; this token is for " + actor);
            }
            Fields fields = Fields.of(command.data());
            List<Given> all = isLot
                    ? PositionJson.readLot(fields)
                    : PositionJson.read(fields).stream().toList();
            if (isLot) {
                fields.rejectUnknown();
            }
            Instant now = clock.instant();
            for (Given given : all) {
                move(actor, given, isLot, now, fields);
            }
            Commands.refuseFaults(fields);
            return Future.succeededFuture();
        } catch (RefusedException | Commands.FaultyCommandException refused) {
            return Future.failedFuture(refused);
        }
    }

    private void move(Actor actor, Given given, boolean isLot, Instant now, Fields fields) {
        String field = isLot ? "positions/" + given.index() + "/responder" : "responder";
        Optional<String> named =
                given.responder().or(() -> actor.role() == Role.RESPONDER ? Optional.of(actor.id()) : Optional.empty());
        if (named.isEmpty()) {
            fields.fault(field, "is missing; the id of a responder of " + actor.id());
            return;
        }
        Optional<Responder> responder = roster.find(named.get());
        if (actor.role() == Role.RESPONDER && !named.get().equals(actor.id())) {
            fields.fault(field, "\"" + named.get() + "\" is somebody else; this token is for " + actor);
        } else if (responder.isEmpty()) {
            if (!isLot) {
                throw new RefusedException(Kind.NOT_FOUND, "there is no responder \"" + named.get() + "\"");
            }
            fields.fault(field, "there is no responder \"" + named.get() + "\"");
        } else if (actor.role() == Role.UNIT && !responder.get().unit().equals(actor.id())) {
            fields.fault(field, "\"" + named.get() + "\" is no responder of " + actor.id());
        } else {
            Instant at = given.at().orElse(now);
            // A terminal's clock that runs ahead must not make all later positions look old.
            trackResponders.move(named.get(), given.position(), at.isAfter(now) ? now : at);
        }
    }
}
