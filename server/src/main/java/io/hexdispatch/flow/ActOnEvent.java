package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.assignment.Assigner;
import io.hexdispatch.assignment.Roster;
import io.hexdispatch.assignment.Unit;
import io.hexdispatch.event.EventAction;
import io.hexdispatch.event.EventAction.Party;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.EventWish;
import io.hexdispatch.event.Particulars;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.CaseFile.NewOrder;
import io.hexdispatch.order.IllegalTransitionException;
import io.hexdispatch.order.Order;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Somebody extends, suspends, voids, verifies, closes, reopens an event, or whatever else the table of {@link EventAction} has. */
public final class ActOnEvent {
    /** No extension or suspension ends later than this from now; by then somebody has looked at it again. */
    public static final Duration ENDS_WITHIN = Duration.ofDays(366);

    private final Assigner assigner;
    private final Roster roster;
    private final Events events;
    private final MergeEvents mergeEvents;
    private final Announcements announcements;
    private final Audit audit;
    private final Clock clock;

    public ActOnEvent(
            Assigner assigner,
            Roster roster,
            Events events,
            MergeEvents mergeEvents,
            Announcements announcements,
            Audit audit,
            Clock clock) {
        this.assigner = assigner;
        this.roster = roster;
        this.events = events;
        this.mergeEvents = mergeEvents;
        this.announcements = announcements;
        this.audit = audit;
        this.clock = clock;
    }

    /** Gives the committed change; the same by the same actor again changes nothing. */
    public Future<CaseFile.Change> act(Actor actor, EventNumber number, EventWish wish) {
        if (wish.particulars() instanceof Particulars.Into into) {
            return mergeEvents.merge(actor, number, into.principal(), wish.reason());
        }
        if (wish.action() == EventAction.SEPARATE) {
            return mergeEvents.separate(actor, number, wish.reason());
        }
        Instant now = clock.instant();
        Optional<RefusedException> refusal = refusal(wish, now);
        if (refusal.isPresent()) {
            return Future.failedFuture(refusal.get());
        }
        Reservation reservation = new Reservation(roster);
        return audit.noting(
                actor,
                wish.action().text(),
                number.toString(),
                now,
                events.change(number, caseFile -> decide(caseFile, actor, wish, reservation))
                        .onSuccess(change -> {
                            reservation.settle(change);
                            announcements.changed(change);
                        })
                        .onFailure(failure -> reservation.cancel()));
    }

    private Optional<RefusedException> refusal(EventWish wish, Instant now) {
        if (wish.particulars() instanceof Particulars.Until until) {
            Instant end = until.end();
            if (!end.isAfter(now) || end.isAfter(now.plus(ENDS_WITHIN))) {
                return Optional.of(new RefusedException(
                        Kind.INVALID,
                        "/until: " + end + " is not right; a time after now, " + now + ", and at most "
                                + ENDS_WITHIN.toDays() + " days from now is"));
            }
        }
        return wish.unit()
                .filter(code -> assigner.unit(code).isEmpty())
                .map(code -> new RefusedException(Kind.INVALID, "/unit: there is no unit \"" + code + "\""));
    }

    private CaseFile.Change decide(CaseFile caseFile, Actor actor, EventWish wish, Reservation reservation)
            throws IllegalTransitionException {
        EventAction action = wish.action();
        if (!caseFile.mayAct(action, actor)) {
            throw forbidden(actor, action, caseFile.event().number());
        }
        if (wish.particulars() instanceof Particulars.Reminder reminder
                && reminder.unit()
                        .filter(unit -> caseFile.orders().stream()
                                .noneMatch(order -> order.unit().equals(unit)))
                        .isPresent()) {
            throw new RefusedException(
                    Kind.INVALID,
                    "/unit: unit \"" + reminder.unit().get() + "\" has no order of event "
                            + caseFile.event().number());
        }
        Optional<NewOrder> again = again(caseFile, wish);
        reservation.made(again);
        return caseFile.act(wish, actor, again, clock.instant());
    }

    /** The order with which work begins anew, where the state allows it to. */
    private Optional<NewOrder> again(CaseFile caseFile, EventWish wish) {
        boolean begins = wish.action() == EventAction.REWORK || wish.action() == EventAction.REOPEN;
        // What is merged begins with its principal, and not by itself.
        boolean isMerged = caseFile.event().course().mergedInto().isPresent();
        if (!begins || isMerged || !wish.action().isLegalFrom(caseFile.event().status())) {
            return Optional.empty();
        }
        Optional<Order> done = caseFile.doneBy(wish.unit());
        if (wish.action() == EventAction.REWORK && done.isEmpty()) {
            throw new RefusedException(
                    Kind.INVALID,
                    "/unit: unit \"" + wish.unit().orElse("") + "\" has done nothing that could be done again; "
                            + "name one that has, or none for the one that led");
        }
        Order led = done.or(() -> caseFile.doneBy(Optional.empty())).orElseThrow();
        String code = wish.unit().orElse(led.unit());
        Unit unit = assigner.unit(code)
                .orElseThrow(() -> new RefusedException(
                        Kind.INVALID, "/unit: unit \"" + code + "\" is in the rules no more; name another"));
        return Optional.of(assigner.order(
                unit,
                led.role(),
                unit.code().equals(led.unit()) ? led.skill() : Optional.empty(),
                caseFile.event(),
                Set.of(),
                wish.action().text() + wish.reason().map(why -> ": " + why).orElse("")));
    }

    /** What is told to an actor whom the table does not let do this with this event. */
    static RefusedException forbidden(Actor actor, EventAction action, EventNumber number) {
        StringBuilder who = new StringBuilder();
        for (Party party : Party.values()) {
            if (action.parties().contains(party)) {
                String text =
                        switch (party) {
                            case SOURCE -> "the source that reported it";
                            case HOLDERS -> "the holders of its open orders";
                            case CENTRES -> "the centres of its grids";
                            case SECOND_CENTRE ->
                                "a centre of its grids that did not ask for it itself and is not below the one that did";
                            case ASKER -> "whoever asked for it";
                            case CLOCK, RULES -> "";
                        };
                who.append(who.isEmpty() || text.isEmpty() ? "" : ", ").append(text);
            }
        }
        return new RefusedException(
                Kind.FORBIDDEN, actor + " may not " + action.text() + " event " + number + "; it is for " + who);
    }
}
