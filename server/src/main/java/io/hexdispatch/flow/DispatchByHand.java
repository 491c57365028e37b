package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.assignment.Assigner;
import io.hexdispatch.assignment.Roster;
import io.hexdispatch.assignment.Unit;
import io.hexdispatch.event.EventAction;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.CaseFile.NewOrder;
import io.hexdispatch.order.OrderRole;
import io.hexdispatch.order.OrderStatus;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/** A centre's dispatcher sends an event of his queue, or one more order of any open event, to a unit of his choice. */
public final class DispatchByHand {
    private final Assigner assigner;
    private final Roster roster;
    private final Events events;
    private final Announcements announcements;
    private final Audit audit;
    private final Clock clock;

    public DispatchByHand(
            Assigner assigner, Roster roster, Events events, Announcements announcements, Audit audit, Clock clock) {
        this.assigner = assigner;
        this.roster = roster;
        this.events = events;
        this.announcements = announcements;
        this.audit = audit;
        this.clock = clock;
    }

    /** The unit leads where nobody does yet, and helps otherwise. Gives the committed change. */
    public Future<CaseFile.Change> dispatch(Actor actor, EventNumber number, String unitCode, Optional<String> reason) {
        Optional<Unit> unit = assigner.unit(unitCode);
        if (unit.isEmpty()) {
            return Future.failedFuture(
                    new RefusedException(Kind.INVALID, "/unit: there is no unit \"" + unitCode + "\""));
        }
        Reservation reservation = new Reservation(roster);
        Future<CaseFile.Change> dispatched = events.change(number, caseFile -> {
                    if (!caseFile.mayAct(EventAction.DISPATCH, actor)) {
                        throw ActOnEvent.forbidden(actor, EventAction.DISPATCH, number);
                    }
                    boolean isLed = caseFile.orders().stream()
                            .anyMatch(order -> order.role() == OrderRole.LEAD
                                    && (order.status().isOpen() || order.status() == OrderStatus.DONE));
                    NewOrder order = assigner.order(
                            unit.get(),
                            isLed ? OrderRole.CO_HANDLING : OrderRole.LEAD,
                            Optional.empty(),
                            caseFile.event(),
                            Set.of(),
                            "by hand" + reason.map(why -> ": " + why).orElse(""));
                    reservation.made(Optional.of(order));
                    return caseFile.dispatch(order, actor, clock.instant());
                })
                .onSuccess(change -> {
                    reservation.settle(change);
                    announcements.changed(change);
                })
                .onFailure(failure -> reservation.cancel());
        return audit.noting(actor, EventAction.DISPATCH.text(), number.toString(), clock.instant(), dispatched);
    }
}
