package io.hexdispatch.websocket;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.flow.LiveMap;
import io.hexdispatch.flow.RollCallNews;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import io.hexdispatch.rollcall.RollCall;
import io.hexdispatch.rollcall.Tally;
import io.vertx.core.Context;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells the connected clients of roll calls; a message is written once for all who get it. For one event loop. */
public final class SocketRollCalls implements RollCallNews {
    /** How many are told in one turn of the loop, before whatever else waits has its turn. */
    private static final int TOLD_PER_TURN = 500;

    private final Context loop;
    private final Connections connections;
    private final RollCallMessages messages;
    private final LiveMap map;

    /** @param loop the event loop that the connections belong to */
    public SocketRollCalls(Context loop, Connections connections, RollCallMessages messages, LiveMap map) {
        this.loop = loop;
        this.connections = connections;
        this.messages = messages;
        this.map = map;
    }

    @Override
    public void called(RollCall call, List<Actor> recipients) {
        tell(messages.called(call), recipients, 0);
    }

    @Override
    public void reminded(RollCall call, List<Actor> silent) {
        tell(messages.reminded(call), silent, 0);
    }

    @Override
    public void ended(RollCall call, List<Actor> recipients) {
        tell(messages.ended(call), recipients, 0);
    }

    @Override
    public void over(RollCall call) {
        String message = messages.ended(call);
        watchers(call).forEach(connection -> connection.send(message));
    }

    @Override
    public void counted(RollCall call, Tally tally) {
        Set<Connection> watchers = watchers(call);
        if (!watchers.isEmpty()) {
            String message = messages.counted(call, tally, Optional.empty());
            watchers.forEach(connection -> connection.send(message));
        }
        for (GridLevel level : List.of(GridLevel.COUNTY, GridLevel.TOWNSHIP)) {
            tally.byGrid(level).keySet().forEach(code -> tellCentre(level, code, call, tally));
        }
    }

    /** The centre of a grid in which others than itself are called sees how it stands there. */
    private void tellCentre(GridLevel level, GridCode code, RollCall call, Tally tally) {
        Actor centre = new Actor(Role.CENTRE, code.value());
        Collection<Connection> told = connections.of(centre);
        if (told.isEmpty() || centre.equals(call.caller())) {
            return;
        }
        Tally part = tally.within(code);
        if (part.groups().stream().allMatch(group -> group.level().name().equals(level.name()))) {
            return;
        }
        String message = messages.counted(call, part, Optional.of(code));
        told.forEach(connection -> connection.send(message));
    }

    /** Those who see all of it: the caller, the centre of the city, supervisors and administrators. */
    private Set<Connection> watchers(RollCall call) {
        Set<Connection> watchers = new LinkedHashSet<>(connections.observers());
        watchers.addAll(connections.of(call.caller()));
        watchers.addAll(connections.of(new Actor(Role.CENTRE, map.city().code().value())));
        return watchers;
    }

    private void tell(String message, List<Actor> actors, int from) {
        int to = Math.min(actors.size(), from + TOLD_PER_TURN);
        for (Actor actor : actors.subList(from, to)) {
            connections.of(actor).forEach(connection -> connection.send(message));
        }
        if (to < actors.size()) {
            loop.runOnContext(turn -> tell(message, actors, to));
        }
    }
}
