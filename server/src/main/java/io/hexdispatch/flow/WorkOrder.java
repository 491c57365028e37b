package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.assignment.Assigner;
import io.hexdispatch.assignment.Roster;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.CaseFile.NewOrder;
import io.hexdispatch.order.IllegalTransitionException;
import io.hexdispatch.order.Order;
import io.hexdispatch.order.OrderAction;
import io.hexdispatch.order.OrderId;
import io.hexdispatch.order.OrderStatus;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Somebody accepts, arrives at, completes, declines, hands on or cancels an order. */
public final class WorkOrder {
    private final Assigner assigner;
    private final Roster roster;
    private final Events events;
    private final Announcements announcements;
    private final Audit audit;
    private final Clock clock;

    public WorkOrder(
            Assigner assigner, Roster roster, Events events, Announcements announcements, Audit audit, Clock clock) {
        this.assigner = assigner;
        this.roster = roster;
        this.events = events;
        this.announcements = announcements;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What somebody wants done with an order.
     *
     * @param reason why; needed to decline, hand on and cancel
     * @param toUnit the code of the unit whose it is; needed to hand on
     */
    public record Wish(OrderAction action, Optional<String> reason, Optional<String> toUnit) {}

    /**
     * Carries the wish out and gives the case file after it, committed. An action done twice is done once.
     *
     * <p>A responder who declines is replaced by the next of his unit; a unit that declines gives the order back to the centre's
     * queue; a unit that hands on says whose it is.
     */
    public Future<CaseFile.Change> work(Actor actor, OrderId id, Wish wish) {
        Optional<RefusedException> refusal = refusal(wish);
        if (refusal.isPresent()) {
            return Future.failedFuture(refusal.get());
        }
        Reservation reservation = new Reservation(roster);
        return audit.noting(
                actor,
                wish.action().text(),
                id.toString(),
                clock.instant(),
                events.change(id.event(), caseFile -> decide(caseFile, actor, id, wish, reservation))
                        .onSuccess(change -> {
                            reservation.settle(change);
                            announcements.changed(change);
                        })
                        .onFailure(failure -> reservation.cancel()));
    }

    private Optional<RefusedException> refusal(Wish wish) {
        if (wish.action().needsReason() && wish.reason().isEmpty()) {
            return Optional.of(new RefusedException(
                    Kind.INVALID, "/reason: " + wish.action().text() + " needs a reason"));
        }
        if (wish.action() != OrderAction.HAND_ON) {
            return Optional.empty();
        }
        if (wish.toUnit().isEmpty()) {
            return Optional.of(
                    new RefusedException(Kind.INVALID, "/unit: hand-on needs the code of the unit whose order it is"));
        }
        return assigner.unit(wish.toUnit().get()).isPresent()
                ? Optional.empty()
                : Optional.of(new RefusedException(
                        Kind.INVALID,
                        "/unit: there is no unit \"" + wish.toUnit().get() + "\""));
    }

    private CaseFile.Change decide(CaseFile caseFile, Actor actor, OrderId id, Wish wish, Reservation reservation)
            throws IllegalTransitionException {
        Order order = caseFile.order(id.ordinal())
                .orElseThrow(() -> new RefusedException(Kind.NOT_FOUND, "there is no order " + id));
        if (!caseFile.mayWork(order, wish.action(), actor)) {
            throw new RefusedException(
                    Kind.FORBIDDEN,
                    actor + " may not " + wish.action().text() + " order " + id + ": "
                            + (wish.action().isForCentres()
                                    ? "the centres of its event's grids may"
                                    : "its responder, its unit and the centres of its event's grids may"));
        }
        Optional<NewOrder> replacement = wish.action().isLegalFrom(order.status())
                ? replacement(caseFile, order, actor, wish)
                : Optional.empty();
        reservation.made(replacement);
        return caseFile.work(order, wish.action(), actor, wish.reason(), replacement, clock.instant());
    }

    private Optional<NewOrder> replacement(CaseFile caseFile, Order order, Actor actor, Wish wish) {
        if (wish.action() == OrderAction.HAND_ON) {
            String target = wish.toUnit().orElseThrow();
            if (target.equals(order.unit())) {
                throw new RefusedException(
                        Kind.INVALID, "/unit: the order is with unit \"" + target + "\" already; name another");
            }
            if (caseFile.orders().stream()
                    .anyMatch(other -> other.status().isOpen() && other.unit().equals(target))) {
                throw new RefusedException(
                        Kind.CONFLICT, "unit \"" + target + "\" has an open order of this event already");
            }
            return Optional.of(assigner.order(
                    assigner.unit(target).orElseThrow(),
                    order.role(),
                    Optional.empty(),
                    caseFile.event(),
                    Set.of(),
                    "handed on by " + order.unit()));
        }
        if (wish.action() == OrderAction.DECLINE && actor.role() == Role.RESPONDER) {
            Set<String> hadIt = new HashSet<>(Set.of(actor.id()));
            for (Order other : caseFile.orders()) {
                if (other.status() == OrderStatus.RETURNED && other.unit().equals(order.unit())) {
                    other.responder().ifPresent(hadIt::add);
                }
            }
            // A unit that is in the rules no more cannot get a new order: the centre's queue does.
            return assigner.unit(order.unit())
                    .map(unit -> assigner.order(
                            unit,
                            order.role(),
                            order.skill(),
                            caseFile.event(),
                            hadIt,
                            "in the place of " + actor.id()));
        }
        return Optional.empty();
    }
}
