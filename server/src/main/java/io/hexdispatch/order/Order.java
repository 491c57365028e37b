package io.hexdispatch.order;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An instruction to a unit, and where one was chosen to a responder of it, to handle an event (派单).
 *
 * @param ordinal 1, 2, ... within the event
 * @param unit the code of the unit
 * @param responder the id of the responder; empty where the unit chooses one itself
 * @param skill what the work asks for; empty where anybody will do
 * @param replaces the ordinal of the returned or handed-on order in whose place it stands; empty for an order of its own
 * @param reason why it was returned, handed on or cancelled
 */
public record Order(
        int ordinal,
        OrderRole role,
        String unit,
        Optional<String> responder,
        Optional<String> skill,
        Optional<Integer> replaces,
        OrderStatus status,
        Instant dispatchedAt,
        Optional<String> reason) {

    /** Who is told of it and acknowledges it: the unit, and the responder where there is one. */
    public List<Actor> recipients() {
        Actor unitItself = new Actor(Role.UNIT, unit);
        return responder
                .map(id -> List.of(unitItself, new Actor(Role.RESPONDER, id)))
                .orElse(List.of(unitItself));
    }

    Order with(OrderStatus next, Optional<String> why) {
        return new Order(ordinal, role, unit, responder, skill, replaces, next, dispatchedAt, why.or(() -> reason));
    }
}
