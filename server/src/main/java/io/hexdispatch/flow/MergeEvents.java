package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.assignment.Roster;
import io.hexdispatch.event.EventAction;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.EventWish;
import io.hexdispatch.event.Particulars;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.CaseFile.Change;
import io.hexdispatch.order.IllegalTransitionException;
import io.hexdispatch.order.Merging;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Merges an event into one that was filed earlier, or separates the two again; both change in one transaction. Because events go into
 * earlier ones alone, they never go in a circle, and whoever changes several of them locks them in the same order.
 */
public final class MergeEvents {
    private static final int TRIES_MAX = 3;

    private final Roster roster;
    private final Events events;
    private final Announcements announcements;
    private final Audit audit;
    private final Clock clock;

    public MergeEvents(Roster roster, Events events, Announcements announcements, Audit audit, Clock clock) {
        this.roster = roster;
        this.events = events;
        this.announcements = announcements;
        this.audit = audit;
        this.clock = clock;
    }

    /** What was read before the lock is not what stands there under it. */
    private static final class MovedOnException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MovedOnException() {
            super("the events changed meanwhile", null, false, false);
        }
    }

    /**
     * Merges an event into another, or into the one that the other is merged into, and with it those that are merged into it. Gives
     * the committed change of the event. Fails with {@link RefusedException} where the other was filed later.
     */
    public Future<Change> merge(Actor actor, EventNumber number, EventNumber into, Optional<String> reason) {
        return audit.noting(
                actor,
                EventAction.MERGE.text(),
                number.toString(),
                clock.instant(),
                attempt(TRIES_MAX, () -> tryMerging(actor, number, into, reason)));
    }

    private Future<Change> tryMerging(Actor actor, EventNumber number, EventNumber into, Optional<String> reason) {
        return read(into)
                .map(other -> other.event().course().mergedInto().orElse(into))
                .compose(principal -> read(number)
                        .compose(event -> read(principal).compose(other -> {
                            // Before anything is said of them, and once more under the lock.
                            permit(actor, EventAction.MERGE, event, other);
                            refuseOrder(number, into, principal);
                            return together(
                                    principal,
                                    number,
                                    event.event().course().merged(),
                                    files -> merge(files, actor, number, principal, reason));
                        })));
    }

    private static void refuseOrder(EventNumber number, EventNumber into, EventNumber principal) {
        if (principal.equals(number)) {
            throw new RefusedException(
                    Kind.CONFLICT,
                    into.equals(number)
                            ? "/into: event " + number + " cannot be merged into itself"
                            : "/into: event " + into + " is merged into " + number + " already");
        }
        if (principal.id() > number.id()) {
            throw new RefusedException(
                    Kind.CONFLICT,
                    "/into: event " + principal + " was filed after " + number
                            + "; the one filed first stays, so merge " + principal + " into " + number);
        }
    }

    private List<Change> merge(
            TreeMap<Long, CaseFile> files,
            Actor actor,
            EventNumber number,
            EventNumber principal,
            Optional<String> reason)
            throws IllegalTransitionException {
        CaseFile event = files.get(number.id());
        CaseFile other = files.get(principal.id());
        permit(actor, EventAction.MERGE, event, other);
        List<EventNumber> taken = event.event().course().merged();
        if (other.event().course().mergedInto().isPresent() || files.size() != taken.size() + 2) {
            throw new MovedOnException();
        }
        Instant now = clock.instant();
        Change change = event.act(
                new EventWish(EventAction.MERGE, reason, new Particulars.Into(principal), Optional.empty()),
                actor,
                Optional.empty(),
                now);
        if (change.isNothing()) {
            return List.of(change);
        }
        Change takesIn = Merging.takeIn(other, number, actor, reason, now);
        List<Change> changes = new ArrayList<>();
        for (EventNumber each : taken) {
            if (!files.containsKey(each.id())) {
                throw new MovedOnException();
            }
            change = change.then(Merging.letGo(change.after(), each, Actor.SYSTEM, reason, now));
            takesIn = takesIn.then(Merging.takeIn(takesIn.after(), each, Actor.SYSTEM, reason, now));
            changes.add(Merging.goTo(
                    files.get(each.id()),
                    principal,
                    Optional.of("event " + number + " is merged into " + principal),
                    now));
        }
        changes.add(0, change);
        changes.add(1, takesIn);
        return changes;
    }

    /** Separates an event from the one that it is merged into; it gets its own life back. Gives its committed change. */
    public Future<Change> separate(Actor actor, EventNumber number, Optional<String> reason) {
        return audit.noting(
                actor,
                EventAction.SEPARATE.text(),
                number.toString(),
                clock.instant(),
                attempt(TRIES_MAX, () -> trySeparating(actor, number, reason)));
    }

    private Future<Change> trySeparating(Actor actor, EventNumber number, Optional<String> reason) {
        return read(number).compose(event -> {
            Optional<EventNumber> principal = event.event().course().mergedInto();
            return together(
                    principal.orElse(number),
                    number,
                    List.of(),
                    files -> separate(files, actor, number, principal, reason));
        });
    }

    private List<Change> separate(
            TreeMap<Long, CaseFile> files,
            Actor actor,
            EventNumber number,
            Optional<EventNumber> principal,
            Optional<String> reason)
            throws IllegalTransitionException {
        CaseFile event = files.get(number.id());
        CaseFile other = files.get(principal.orElse(number).id());
        permit(actor, EventAction.SEPARATE, event, other);
        if (!event.event().course().mergedInto().equals(principal)) {
            throw new MovedOnException();
        }
        Instant now = clock.instant();
        Change change = event.act(EventWish.of(EventAction.SEPARATE, reason), actor, Optional.empty(), now);
        return change.isNothing() ? List.of(change) : List.of(change, Merging.letGo(other, number, actor, reason, now));
    }

    /** Across areas it needs a centre above both. */
    private static void permit(Actor actor, EventAction action, CaseFile event, CaseFile other) {
        boolean may = actor.equals(Actor.SYSTEM) || (event.mayAct(action, actor) && other.mayDirect(actor));
        if (!may) {
            throw new RefusedException(
                    Kind.FORBIDDEN,
                    actor + " may not " + action.text() + " event "
                            + event.event().number() + " and " + other.event().number()
                            + "; it is for a centre in whose area both of them lie");
        }
    }

    /** Decides on the file of its number. */
    @FunctionalInterface
    private interface Decision {
        List<Change> on(TreeMap<Long, CaseFile> files) throws IllegalTransitionException;
    }

    /** Changes both and others in one transaction, and tells of it. @param number whose change is given */
    private Future<Change> together(
            EventNumber principal, EventNumber number, List<EventNumber> others, Decision decision) {
        TreeMap<Long, EventNumber> numbers = new TreeMap<>();
        numbers.put(principal.id(), principal);
        numbers.put(number.id(), number);
        others.forEach(other -> numbers.put(other.id(), other));
        return events.changeAll(new LinkedHashSet<>(numbers.values()), caseFiles -> {
                    TreeMap<Long, CaseFile> files = new TreeMap<>();
                    caseFiles.forEach(
                            caseFile -> files.put(caseFile.event().number().id(), caseFile));
                    return decision.on(files);
                })
                .map(changes -> {
                    changes.forEach(change -> {
                        new Reservation(roster).settle(change);
                        announcements.changed(change);
                    });
                    return changes.get(0);
                });
    }

    private Future<CaseFile> read(EventNumber number) {
        return events.find(number)
                .map(found ->
                        found.orElseThrow(() -> new RefusedException(Kind.NOT_FOUND, "there is no event " + number)));
    }

    /** Where somebody was quicker, what is true now decides. */
    private static Future<Change> attempt(int tries, Supplier<Future<Change>> attempt) {
        return attempt.get().recover(failure -> {
            if (!(failure instanceof MovedOnException)) {
                return Future.failedFuture(failure);
            }
            return tries > 1
                    ? attempt(tries - 1, attempt)
                    : Future.failedFuture(new RefusedException(
                            Kind.CONFLICT, "others merge and separate these events at the same time; look again"));
        });
    }
}
