package io.hexdispatch.websocket;

import io.hexdispatch.assignment.Roster;
import io.hexdispatch.event.Jurisdiction;
import io.hexdispatch.flow.LiveMap;
import io.hexdispatch.flow.PositionNews;
import io.hexdispatch.flow.ReadEvents;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.grid.CityMap;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridChain;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.order.CaseFile;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells those who follow an area what is open there and who is there, and from then on what changes. Events come one by one; of
 * positions only the latest, once a second, and none to a terminal that is behind with reading. For one event loop.
 */
public final class AreaFeed implements PositionNews {
    static final int AREAS_MAX = 20;
    private static final long POSITIONS_EVERY_MILLIS = 1_000;
    /** How many positions a terminal is told a second at most, so that a whole city's cannot fill its line. */
    private static final int POSITIONS_PER_SECOND_MAX = 2_000;

    private static final int POSITIONS_PER_MESSAGE = 500;
    private static final int LOCATED_PER_TURN = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(AreaFeed.class);

    private final Context loop;
    private final LiveMap map;
    private final Roster roster;
    private final ReadEvents readEvents;
    private final AreaMessages messages;
    private final Map<GridCode, Set<AreaSubscription>> byArea = new HashMap<>();
    private final Map<Connection, Map<GridCode, AreaSubscription>> byConnection = new HashMap<>();
    /** The snapshots of a terminal are told one after another. */
    private final Map<Connection, Future<Void>> snapshots = new HashMap<>();

    private final BitSet moved = new BitSet();
    private long[] seenAtMillis = new long[64];
    private boolean isTellingPositions;
    private long subscribed;

    public AreaFeed(Vertx vertx, LiveMap map, Roster roster, ReadEvents readEvents, AreaMessages messages) {
        this.loop = vertx.getOrCreateContext();
        this.map = map;
        this.roster = roster;
        this.readEvents = readEvents;
        this.messages = messages;
        vertx.setPeriodic(POSITIONS_EVERY_MILLIS, timer -> tellPositions());
    }

    /** How many subscriptions there are. */
    public int size() {
        return byConnection.values().stream().mapToInt(Map::size).sum();
    }

    /**
     * Begins to tell a terminal of an area, anew where it is told of it already.
     *
     * @param command the id of the command that asks for it
     * @throws RefusedException where it is told of too many areas
     */
    void subscribe(Connection connection, Grid area, boolean withPositions, String command) {
        Map<GridCode, AreaSubscription> own = byConnection.computeIfAbsent(connection, first -> new HashMap<>());
        if (own.size() == AREAS_MAX && !own.containsKey(area.code())) {
            throw new RefusedException(
                    Kind.CONFLICT, "this connection follows " + AREAS_MAX + " areas, which is as many as it may");
        }
        remove(connection, area.code());
        AreaSubscription subscription = new AreaSubscription(
                connection,
                area,
                area.code().equals(map.city().code()),
                withPositions,
                Long.toString(System.currentTimeMillis(), Character.MAX_RADIX) + "-" + ++subscribed);
        byConnection.computeIfAbsent(connection, first -> new HashMap<>()).put(area.code(), subscription);
        byArea.computeIfAbsent(area.code(), first -> new LinkedHashSet<>()).add(subscription);
        connection.follow(byConnection.get(connection).keySet());
        Future<Void> told = snapshots
                .getOrDefault(connection, Future.succeededFuture())
                .transform(before -> new AreaSnapshot(
                                loop, readEvents, map, roster, messages, this::seenAt, subscription, command)
                        .tell())
                .onSuccess(done -> release(subscription))
                .onFailure(failure -> giveUp(subscription, failure));
        snapshots.put(connection, told);
    }

    private void release(AreaSubscription subscription) {
        if (!subscription.isOver()) {
            subscription.release().values().forEach(held -> tell(subscription, held.change(), held.caseFile()));
        }
    }

    private void giveUp(AreaSubscription subscription, Throwable failure) {
        if (!subscription.isOver()) {
            LOG.atWarn()
                    .addKeyValue("area", subscription.area().code())
                    .setCause(failure)
                    .log("area not told");
            end(subscription, "what is open there could not be read; subscribe again");
        }
    }

    /** Ends the telling of an area. @throws RefusedException where the terminal is not told of it */
    void unsubscribe(Connection connection, GridCode area, String command) {
        if (!remove(connection, area)) {
            throw new RefusedException(Kind.NOT_FOUND, "this connection does not follow " + area);
        }
        connection.send(messages.ended(area, "as you asked", Optional.of(command)));
    }

    private boolean remove(Connection connection, GridCode area) {
        Map<GridCode, AreaSubscription> own = byConnection.get(connection);
        AreaSubscription subscription = own == null ? null : own.remove(area);
        if (subscription == null) {
            return false;
        }
        subscription.end();
        connection.follow(own.keySet());
        Set<AreaSubscription> others = byArea.get(area);
        others.remove(subscription);
        if (others.isEmpty()) {
            byArea.remove(area);
        }
        if (own.isEmpty()) {
            byConnection.remove(connection);
        }
        return true;
    }

    /** Forgets a terminal that is gone. */
    void forget(Connection connection) {
        List.copyOf(byConnection.getOrDefault(connection, Map.of()).keySet()).forEach(area -> remove(connection, area));
        snapshots.remove(connection);
    }

    private void end(AreaSubscription subscription, String reason) {
        remove(subscription.connection(), subscription.area().code());
        subscription.connection().send(messages.ended(subscription.area().code(), reason, Optional.empty()));
    }

    void filed(CaseFile caseFile) {
        tell(caseFile.event().jurisdiction(), AreaChange.FILED, caseFile);
    }

    /** @param before where the event lay before */
    void changed(Jurisdiction before, CaseFile caseFile) {
        if (byArea.isEmpty()) {
            return;
        }
        Jurisdiction now = caseFile.event().jurisdiction();
        tell(now, AreaChange.CHANGED, caseFile);
        before.grids().values().stream()
                .filter(area -> !now.grids().containsValue(area))
                .forEach(area -> tell(area, AreaChange.LEFT, caseFile));
    }

    private void tell(Jurisdiction jurisdiction, AreaChange change, CaseFile caseFile) {
        if (!byArea.isEmpty()) {
            jurisdiction.grids().values().forEach(area -> tell(area, change, caseFile));
        }
    }

    private void tell(GridCode area, AreaChange change, CaseFile caseFile) {
        List.copyOf(byArea.getOrDefault(area, Set.of())).forEach(subscription -> tell(subscription, change, caseFile));
    }

    private void tell(AreaSubscription subscription, AreaChange change, CaseFile caseFile) {
        if (!subscription.isTellingSnapshot()) {
            subscription.connection().send(messages.changed(subscription, change, caseFile));
        } else if (!subscription.hold(change, caseFile)) {
            end(subscription, "more changes than can be held back while you read; subscribe again");
        }
    }

    /** Another map is live: some areas may be gone, and responders stand in other grids. */
    void mapActivated() {
        List<AreaSubscription> all = new ArrayList<>();
        byArea.values().forEach(all::addAll);
        for (AreaSubscription subscription : all) {
            boolean isThere = map.current()
                    .grid(subscription.area().code())
                    .filter(grid -> grid.level() == subscription.area().level())
                    .isPresent();
            if (!isThere) {
                end(subscription, "the area is not on the map that is live now");
            }
        }
        moved.set(0, roster.size());
    }

    @Override
    public void moved(String responder, Instant at) {
        int number = roster.number(responder);
        if (number >= seenAtMillis.length) {
            seenAtMillis = Arrays.copyOf(seenAtMillis, Math.max(number + 1, 2 * seenAtMillis.length));
        }
        seenAtMillis[number] = at.toEpochMilli();
        if (!byArea.isEmpty()) {
            moved.set(number);
        }
    }

    private Optional<Instant> seenAt(int number) {
        return number < seenAtMillis.length && seenAtMillis[number] != 0
                ? Optional.of(Instant.ofEpochMilli(seenAtMillis[number]))
                : Optional.empty();
    }

    private void tellPositions() {
        List<AreaSubscription> listeners = new ArrayList<>();
        byArea.values().forEach(subscriptions -> subscriptions.stream()
                .filter(AreaSubscription::withPositions)
                .forEach(listeners::add));
        if (listeners.isEmpty()) {
            moved.clear();
            return;
        }
        if (!isTellingPositions) {
            isTellingPositions = true;
            BitSet since = (BitSet) moved.clone();
            moved.clear();
            note(listeners, since, 0);
        }
    }

    /** Locates who moved, some in each turn of the loop, and then tells those whom it concerns. */
    private void note(List<AreaSubscription> listeners, BitSet since, int from) {
        CityMap live = map.current();
        int number = since.nextSetBit(from);
        for (int located = 0; number >= 0 && located < LOCATED_PER_TURN; located++) {
            Optional<GridChain> chain = AreaSnapshot.chain(live, roster.position(number));
            for (AreaSubscription subscription : listeners) {
                subscription.noteMove(number, subscription.covers(chain));
            }
            number = since.nextSetBit(number + 1);
        }
        if (number >= 0) {
            int next = number;
            loop.runOnContext(turn -> note(listeners, since, next));
            return;
        }
        isTellingPositions = false;
        listeners.forEach(this::tellPositions);
    }

    private void tellPositions(AreaSubscription subscription) {
        int left = POSITIONS_PER_SECOND_MAX;
        while (left > 0
                && !subscription.isOver()
                && !subscription.isTellingSnapshot()
                && !subscription.connection().isBehind()) {
            JsonArray positions = new JsonArray();
            for (int number = 0; number >= 0 && positions.size() < POSITIONS_PER_MESSAGE; ) {
                number = subscription.takeMoved();
                if (number >= 0) {
                    positions.add(position(subscription, number));
                }
            }
            if (positions.isEmpty()) {
                return;
            }
            subscription.connection().send(messages.positions(subscription, positions));
            left -= positions.size();
        }
    }

    private Object position(AreaSubscription subscription, int number) {
        if (!subscription.isInside(number)) {
            return messages.left(number);
        }
        return subscription.takeEntered(number)
                ? messages.responder(number, seenAt(number))
                : messages.position(number, seenAt(number));
    }
}
