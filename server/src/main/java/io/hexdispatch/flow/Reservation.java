package io.hexdispatch.flow;

import io.hexdispatch.assignment.Roster;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.CaseFile.NewOrder;
import io.hexdispatch.order.Order;
import java.util.Optional;

/** Keeps the roster's count of open orders true over a change that may or may not be committed. */
final class Reservation {
    private final Roster roster;
    private Optional<String> reserved = Optional.empty();

    Reservation(Roster roster) {
        this.roster = roster;
    }

    /** An order was prepared, its responder reserved. */
    void made(Optional<NewOrder> order) {
        reserved = order.flatMap(NewOrder::responder);
    }

    /** The change is committed: whoever has one order less is free for another. */
    void settle(CaseFile.Change change) {
        for (Order order : change.changed()) {
            Order before = change.before().order(order.ordinal()).orElseThrow();
            if (before.status().isOpen() && !order.status().isOpen()) {
                order.responder().ifPresent(roster::release);
            }
        }
        if (change.added().isEmpty()) {
            cancel();
        }
    }

    /** Nothing was committed. */
    void cancel() {
        reserved.ifPresent(roster::release);
    }
}
