package io.hexdispatch.flow;

import io.hexdispatch.assignment.Roster;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.CaseFile.NewOrder;
import io.hexdispatch.order.Order;
import java.util.List;
import java.util.Optional;

/** Keeps the roster's count of open orders true over a change that may or may not be committed. */
final class Reservation {
    private final Roster roster;
    private List<String> reserved = List.of();

    Reservation(Roster roster) {
        this.roster = roster;
    }

    /** An order was prepared, its responder reserved. */
    void made(Optional<NewOrder> order) {
        made(order.stream().toList());
    }

    /** Several orders were prepared, which are committed together or not at all. */
    void made(List<NewOrder> orders) {
        reserved = orders.stream().flatMap(order -> order.responder().stream()).toList();
    }

    /** The change is committed: whoever has one order less is free for another, and whose order goes on again is not. */
    void settle(CaseFile.Change change) {
        for (Order before : change.before().orders()) {
            Order after = change.after().order(before.ordinal()).orElseThrow();
            boolean was = change.before().isOccupying(before);
            boolean is = change.after().isOccupying(after);
            if (was && !is) {
                before.responder().ifPresent(roster::release);
            } else if (is && !was) {
                after.responder().ifPresent(roster::reserve);
            }
        }
        if (change.added().isEmpty()) {
            cancel();
        }
    }

    /** Nothing was committed. */
    void cancel() {
        reserved.forEach(roster::release);
    }
}
