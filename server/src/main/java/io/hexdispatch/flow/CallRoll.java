package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.assignment.Roster;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.flow.RollCalls.Kept;
import io.hexdispatch.grid.CityMap;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.rollcall.Audience;
import io.hexdispatch.rollcall.Called;
import io.hexdispatch.rollcall.Muster;
import io.hexdispatch.rollcall.Muster.Person;
import io.hexdispatch.rollcall.Muster.Selected;
import io.hexdispatch.rollcall.RollCall;
import io.hexdispatch.rollcall.RollCallWish;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A centre or an administrator calls the roll of centres or responders, or broadcasts to them. For one event loop. */
public final class CallRoll {
    /** The most that are called at once. */
    public static final int CALLED_MAX = 100_000;

    private final LiveMap map;
    private final Roster roster;
    private final RollCalls rollCalls;
    private final CountRollCalls counting;
    private final RollCallNews news;
    private final Audit audit;
    private final Workers workers;
    private final Clock clock;

    public CallRoll(
            LiveMap map,
            Roster roster,
            RollCalls rollCalls,
            CountRollCalls counting,
            RollCallNews news,
            Audit audit,
            Workers workers,
            Clock clock) {
        this.map = map;
        this.roster = roster;
        this.rollCalls = rollCalls;
        this.counting = counting;
        this.news = news;
        this.audit = audit;
        this.workers = workers;
        this.clock = clock;
    }

    /** Calls everybody who is meant; all are told once the call and their names are committed. The same wish sent again is one call. */
    public Future<Kept> call(Actor caller, RollCallWish wish) {
        return audit.noting(
                caller,
                "call",
                "/api/v1/roll-calls",
                clock.instant(),
                rollCalls
                        .find(caller, wish.key())
                        .compose(before -> before.isPresent()
                                ? Future.succeededFuture(new Kept(before.get(), false))
                                : select(caller, wish)));
    }

    private Future<Kept> select(Actor caller, RollCallWish wish) {
        if (!RollCall.mayCall(caller)) {
            return Future.failedFuture(
                    new RefusedException(Kind.FORBIDDEN, "a centre or an administrator calls; you are " + caller));
        }
        CityMap live = map.current();
        Optional<GridCode> area = caller.role() == Role.CENTRE && GridCode.isValid(caller.id())
                ? Optional.of(new GridCode(caller.id()))
                : Optional.empty();
        if (caller.role() == Role.CENTRE && area.flatMap(live::grid).isEmpty()) {
            return Future.failedFuture(new RefusedException(
                    Kind.FORBIDDEN, "the grid " + caller.id() + " of this token is not on the live map"));
        }
        Muster muster = new Muster(live, area);
        Optional<RefusedException> refusal = refusal(muster, wish.audience(), caller);
        if (refusal.isPresent()) {
            return Future.failedFuture(refusal.get());
        }
        List<Person> people = wish.audience() instanceof Audience.Centres ? List.of() : people();
        return workers.run(() -> muster.select(wish.audience(), people))
                .compose(selected -> keep(caller, wish, selected, live.version()));
    }

    private static Optional<RefusedException> refusal(Muster muster, Audience audience, Actor caller) {
        Optional<GridCode> unknown = muster.unknown(audience);
        if (unknown.isPresent()) {
            return Optional.of(new RefusedException(
                    Kind.INVALID, "/audience/grids: there is no grid \"" + unknown.get() + "\" on the live map"));
        }
        return muster.outside(audience)
                .map(code -> new RefusedException(
                        Kind.FORBIDDEN,
                        "/audience/grids: grid " + code + " does not lie in the area of " + caller
                                + "; a centre calls those below it"));
    }

    /** As they stand now: the roster belongs to the event loop. */
    private List<Person> people() {
        List<Person> people = new ArrayList<>(roster.size());
        roster.forEachPosition(
                (id, position) -> roster.find(id).ifPresent(responder -> people.add(new Person(responder, position))));
        return people;
    }

    private Future<Kept> keep(Actor caller, RollCallWish wish, Selected selected, String mapVersion) {
        int size = selected.called().size();
        if (size == 0) {
            return Future.failedFuture(new RefusedException(
                    Kind.INVALID,
                    "/audience: nobody is meant by it in the area of " + caller
                            + (selected.leftOut() > 0
                                    ? "; " + selected.leftOut() + " responders in the polygon stand outside of it"
                                    : "")));
        }
        if (size > CALLED_MAX) {
            return Future.failedFuture(new RefusedException(
                    Kind.INVALID,
                    "/audience: " + size + " are meant by it; at most " + CALLED_MAX + " are called at once"));
        }
        return rollCalls
                .call(wish, caller, selected, mapVersion, clock.instant())
                .onSuccess(kept -> {
                    if (kept.isNew()) {
                        news.called(
                                kept.call(),
                                selected.called().stream().map(Called::actor).toList());
                        counting.note(kept.call().id());
                    }
                });
    }
}
