package io.hexdispatch.order;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.event.Event;
import io.hexdispatch.event.EventAction;
import io.hexdispatch.event.EventAction.Party;
import io.hexdispatch.event.Request;
import io.hexdispatch.grid.GridLevel;
import java.util.List;
import java.util.Map;

/** Who may see and do what with an event and its orders. */
final class Entitlements {
    private Entitlements() {}

    static boolean isVisibleTo(Event event, List<Order> orders, Actor actor) {
        return switch (actor.role()) {
            case SOURCE -> event.report().source().equals(actor.id());
            case RESPONDER, UNIT -> orders.stream().anyMatch(order -> isHeldBy(order, actor));
            case CENTRE -> event.jurisdiction().isWithin(actor.id());
            case SUPERVISOR, ADMIN -> true;
            case GIS -> false;
        };
    }

    static boolean mayWork(Event event, Order order, OrderAction action, Actor actor) {
        return mayDirect(event, actor) || (isHeldBy(order, actor) && !action.isForCentres());
    }

    static boolean mayDirect(Event event, Actor actor) {
        return actor.role() == Role.ADMIN
                || (actor.role() == Role.CENTRE && event.jurisdiction().isWithin(actor.id()));
    }

    static boolean mayAct(Event event, List<Order> orders, EventAction action, Actor actor) {
        return action.parties().stream().anyMatch(party -> belongs(party, event, orders, actor));
    }

    private static boolean belongs(Party party, Event event, List<Order> orders, Actor actor) {
        return switch (party) {
            case SOURCE ->
                actor.role() == Role.SOURCE && event.report().source().equals(actor.id());
            case HOLDERS -> orders.stream().anyMatch(order -> order.status().isOpen() && isHeldBy(order, actor));
            case CENTRES -> mayDirect(event, actor);
            case SECOND_CENTRE ->
                mayDirect(event, actor)
                        && event.course()
                                .request()
                                .map(request -> isSecond(event, request, actor))
                                .orElse(true);
            case ASKER ->
                event.course()
                        .request()
                        .filter(request -> request.by().equals(actor))
                        .isPresent();
            case CLOCK, RULES -> false;
        };
    }

    private static boolean isSecond(Event event, Request request, Actor actor) {
        return !request.by().equals(actor) && rank(event, actor) >= rank(event, request.by());
    }

    /** Who holds orders is below every centre, the admin above them all; a dedicated grid stands in a township's place. */
    private static int rank(Event event, Actor actor) {
        if (actor.role() == Role.ADMIN) {
            return Integer.MAX_VALUE;
        }
        return actor.role() != Role.CENTRE
                ? Integer.MIN_VALUE
                : event.jurisdiction().grids().entrySet().stream()
                        .filter(grid -> grid.getValue().value().equals(actor.id()))
                        .map(Map.Entry::getKey)
                        .map(level -> level == GridLevel.DEDICATED ? GridLevel.TOWNSHIP : level)
                        .mapToInt(level -> -level.ordinal())
                        .max()
                        .orElse(Integer.MIN_VALUE);
    }

    private static boolean isHeldBy(Order order, Actor actor) {
        return switch (actor.role()) {
            case RESPONDER -> order.responder().filter(actor.id()::equals).isPresent();
            case UNIT -> order.unit().equals(actor.id());
            default -> false;
        };
    }
}
