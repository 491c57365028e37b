package io.hexdispatch.websocket;

import io.hexdispatch.assignment.Roster;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.flow.LiveMap;
import io.hexdispatch.flow.ReadEvents;
import io.hexdispatch.grid.CityMap;
import io.hexdispatch.grid.GridChain;
import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.websocket.AreaMessages.Part;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** Tells one who begins to follow an area what is open there and who is there, in parts, no faster than he reads. For one event loop. */
final class AreaSnapshot {
    /** More open events than anybody looks at; of more the newest are told. */
    static final int EVENTS_MAX = 10_000;

    private static final int EVENTS_PER_PART = 50;
    private static final int RESPONDERS_PER_PART = 500;
    /** How many responders are located in one turn of the loop, before whatever else waits has its turn. */
    private static final int LOCATED_PER_TURN = 1_000;

    private final Context loop;
    private final ReadEvents readEvents;
    private final LiveMap map;
    private final Roster roster;
    private final AreaMessages messages;
    private final IntFunction<Optional<Instant>> seenAt;
    private final AreaSubscription subscription;
    private final String command;
    private int parts;
    private int events;
    private boolean complete = true;
    private JsonArray responders = new JsonArray();

    /** @param seenAt when a responder was last heard of, by his number */
    AreaSnapshot(
            Context loop,
            ReadEvents readEvents,
            LiveMap map,
            Roster roster,
            AreaMessages messages,
            IntFunction<Optional<Instant>> seenAt,
            AreaSubscription subscription,
            String command) {
        this.loop = loop;
        this.readEvents = readEvents;
        this.map = map;
        this.roster = roster;
        this.messages = messages;
        this.seenAt = seenAt;
        this.subscription = subscription;
        this.command = command;
    }

    /** Fails where the database does, and where the subscription is over before its end. */
    Future<Void> tell() {
        return tellEvents(Optional.empty()).compose(done -> tellResponders(0)).map(done -> {
            tell(true, List.of(), responders);
            return null;
        });
    }

    private Future<Void> tellEvents(Optional<EventNumber> before) {
        if (subscription.isOver()) {
            return Future.failedFuture("over");
        }
        return readEvents
                .openIn(
                        subscription.connection().actor(),
                        subscription.area().code().value(),
                        before,
                        EVENTS_PER_PART)
                .compose(page -> {
                    if (!page.isEmpty()) {
                        tell(false, page, new JsonArray());
                    }
                    events += page.size();
                    if (page.size() < EVENTS_PER_PART) {
                        return Future.succeededFuture();
                    }
                    if (events >= EVENTS_MAX) {
                        complete = false;
                        return Future.succeededFuture();
                    }
                    EventNumber last = page.get(page.size() - 1).event().number();
                    return subscription.connection().whenCaughtUp().compose(ready -> tellEvents(Optional.of(last)));
                });
    }

    private Future<Void> tellResponders(int from) {
        if (subscription.isOver()) {
            return Future.failedFuture("over");
        }
        if (!subscription.withPositions()) {
            return Future.succeededFuture();
        }
        CityMap live = map.current();
        int to = Math.min(roster.size(), from + LOCATED_PER_TURN);
        for (int number = from; number < to; number++) {
            if (subscription.covers(chain(live, roster.position(number)))) {
                subscription.toldInside(number);
                responders.add(messages.responder(number, seenAt.apply(number)));
                if (responders.size() == RESPONDERS_PER_PART) {
                    tell(false, List.of(), responders);
                    responders = new JsonArray();
                }
            }
        }
        if (to == roster.size()) {
            return Future.succeededFuture();
        }
        Promise<Void> turn = Promise.promise();
        loop.runOnContext(next -> turn.complete());
        return turn.future()
                .compose(next -> subscription.connection().whenCaughtUp())
                .compose(ready -> tellResponders(to));
    }

    static Optional<GridChain> chain(CityMap live, LonLat position) {
        return live.locate(position.longitude(), position.latitude());
    }

    private void tell(boolean isLast, List<CaseFile> page, JsonArray who) {
        subscription
                .connection()
                .send(messages.snapshot(subscription, new Part(command, ++parts, isLast, complete, page, who)));
    }
}
