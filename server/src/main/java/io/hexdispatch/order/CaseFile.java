package io.hexdispatch.order;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.event.Event;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.EventStatus;
import io.hexdispatch.event.HistoryEntry;
import io.hexdispatch.event.Jurisdiction;
import io.hexdispatch.event.Report;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An event with all its orders (案卷). Decides what an action does to both; a decision gives the new case file and the lines
 * that it adds to the history, and changes nothing by itself.
 *
 * @param orders in the order of their ordinals
 */
public record CaseFile(Event event, List<Order> orders) {
    public CaseFile {
        orders = List.copyOf(orders);
    }

    /** What a decision comes to. */
    public record Change(CaseFile before, CaseFile after, List<HistoryEntry> history) {
        public Change {
            history = List.copyOf(history);
        }

        /** The orders that were not there before. */
        public List<Order> added() {
            return after.orders.subList(before.orders.size(), after.orders.size());
        }

        /** The orders that were there before in another state. */
        public List<Order> changed() {
            return after.orders.subList(0, before.orders.size()).stream()
                    .filter(order -> !before.orders.contains(order))
                    .toList();
        }

        public boolean isNothing() {
            return history.isEmpty();
        }

        private Change since(CaseFile earlier) {
            return new Change(earlier, after, history);
        }
    }

    /**
     * An order yet to be given its ordinal.
     *
     * @param why how the unit and the responder were chosen, for the history
     */
    public record NewOrder(
            OrderRole role, String unit, Optional<String> responder, Optional<String> skill, Optional<String> why) {}

    /** The state of the event that follows from its orders, and why it waits for a person, if it does. */
    private record Standing(EventStatus status, Optional<String> queueReason) {}

    /** A report that just came in, not filed yet. */
    public static CaseFile reported(EventNumber number, Report report, Jurisdiction jurisdiction) {
        return new CaseFile(
                new Event(number, report, jurisdiction, EventStatus.REPORTED, report.receivedAt(), Optional.empty()),
                List.of());
    }

    public Optional<Order> order(int ordinal) {
        return ordinal >= 1 && ordinal <= orders.size() ? Optional.of(orders.get(ordinal - 1)) : Optional.empty();
    }

    public OrderId idOf(Order order) {
        return new OrderId(event.number(), order.ordinal());
    }

    /** Whether he may read it: the source that reported it, whoever holds an order of it, and all centres above it. */
    public boolean isVisibleTo(Actor actor) {
        return switch (actor.role()) {
            case SOURCE -> event.report().source().equals(actor.id());
            case RESPONDER, UNIT -> orders.stream().anyMatch(order -> isHeldBy(order, actor));
            case CENTRE -> event.jurisdiction().isWithin(actor.id());
            case SUPERVISOR, ADMIN -> true;
            case GIS -> false;
        };
    }

    /** Whether he may do this with the order: its responder, its unit and the centres above it, or the centres alone. */
    public boolean mayWork(Order order, OrderAction action, Actor actor) {
        return mayDirect(actor) || (isHeldBy(order, actor) && !action.isForCentres());
    }

    /** Whether he may dispatch, verify and close: the centres in whose area the event lies. */
    public boolean mayDirect(Actor actor) {
        return actor.role() == Role.ADMIN
                || (actor.role() == Role.CENTRE && event.jurisdiction().isWithin(actor.id()));
    }

    private static boolean isHeldBy(Order order, Actor actor) {
        return switch (actor.role()) {
            case RESPONDER -> order.responder().filter(actor.id()::equals).isPresent();
            case UNIT -> order.unit().equals(actor.id());
            default -> false;
        };
    }

    /**
     * Files a report: with orders it is dispatched at once, without any it waits in its centre's queue.
     *
     * @param queueReason why a person must dispatch it; there exactly where there is no order
     */
    public Change file(List<NewOrder> first, Optional<String> queueReason, Instant now) {
        List<HistoryEntry> history = new ArrayList<>();
        history.add(new HistoryEntry(
                now,
                new Actor(Role.SOURCE, event.report().source()),
                Optional.empty(),
                "file",
                Optional.of(event.status().name()),
                EventStatus.FILED.name(),
                queueReason));
        Event filed =
                new Event(event.number(), event.report(), event.jurisdiction(), EventStatus.FILED, now, queueReason);
        List<Order> orders = new ArrayList<>();
        first.forEach(order -> append(orders, order, Optional.empty(), Actor.SYSTEM, now, history));
        return orders.isEmpty()
                ? new Change(this, new CaseFile(filed, orders), history)
                : new CaseFile(filed, List.of()).follow(orders, now, history).since(this);
    }

    /**
     * Accepts, arrives at, completes, declines or hands on an order. Doing again what the order's state already shows changes
     * nothing, so that a message sent twice does no harm.
     *
     * @param replacement the order that takes the place of a declined or handed-on one; empty where there is none
     * @throws IllegalTransitionException if the order's state does not allow the action
     * @throws IllegalArgumentException if an order is handed on without a replacement: nobody would have the work then
     */
    public Change work(
            Order order,
            OrderAction action,
            Actor actor,
            Optional<String> reason,
            Optional<NewOrder> replacement,
            Instant now)
            throws IllegalTransitionException {
        if (order.status() == action.target()) {
            return new Change(this, this, List.of());
        }
        if (!isBeingWorked()) {
            throw new IllegalTransitionException("event " + event.number() + " is " + event.status()
                    + ": its orders can be worked only while it is FILED, DISPATCHED or IN_PROGRESS");
        }
        if (!action.isLegalFrom(order.status())) {
            String legal = OrderAction.legalFrom(order.status());
            throw new IllegalTransitionException("order " + idOf(order) + " is " + order.status() + ": "
                    + action.text() + " is not possible from there; "
                    + (legal.isEmpty() ? "nothing is" : "possible is " + legal));
        }
        if (action == OrderAction.HAND_ON && replacement.isEmpty()) {
            throw new IllegalArgumentException("order " + idOf(order) + " handed on to nobody");
        }
        List<HistoryEntry> history = new ArrayList<>();
        List<Order> next = new ArrayList<>(orders);
        next.set(order.ordinal() - 1, order.with(action.target(), reason));
        history.add(new HistoryEntry(
                now,
                actor,
                Optional.of(order.ordinal()),
                action.text(),
                Optional.of(order.status().name()),
                action.target().name(),
                reason));
        replacement.ifPresent(added -> append(next, added, Optional.of(order.ordinal()), Actor.SYSTEM, now, history));
        return follow(next, now, history);
    }

    /**
     * Adds an order by hand, as the dispatcher of a centre does; in the place of a returned order, where one waits for that.
     *
     * @throws IllegalTransitionException if the event is past being worked on, or the unit has an open order already
     */
    public Change dispatch(NewOrder added, Actor actor, Instant now) throws IllegalTransitionException {
        if (!isBeingWorked()) {
            throw new IllegalTransitionException("event " + event.number() + " is " + event.status()
                    + ": orders are possible only while it is FILED, DISPATCHED or IN_PROGRESS");
        }
        for (Order order : orders) {
            if (order.status().isOpen() && order.unit().equals(added.unit())) {
                throw new IllegalTransitionException("unit " + added.unit() + " has the open order " + idOf(order)
                        + " of event " + event.number() + " already");
            }
        }
        List<HistoryEntry> history = new ArrayList<>();
        List<Order> next = new ArrayList<>(orders);
        Optional<Integer> replaces = returnedWithoutReplacement(orders).map(Order::ordinal);
        append(next, added, replaces, actor, now, history);
        return follow(next, now, history);
    }

    /**
     * Verifies a resolved event or closes a verified one.
     *
     * @throws IllegalTransitionException if the event is not in the state before
     */
    public Change review(EventAction action, Actor actor, Optional<String> reason, Instant now)
            throws IllegalTransitionException {
        if (event.status() == action.target()) {
            return new Change(this, this, List.of());
        }
        if (event.status() != action.source()) {
            throw new IllegalTransitionException("event " + event.number() + " is " + event.status() + ": "
                    + action.text() + " is possible only while it is " + action.source());
        }
        return new Change(
                this,
                new CaseFile(event.with(action.target(), event.queueReason()), orders),
                List.of(new HistoryEntry(
                        now,
                        actor,
                        Optional.empty(),
                        action.text(),
                        Optional.of(event.status().name()),
                        action.target().name(),
                        reason)));
    }

    /**
     * Puts the event into the grids of another map, where they differ and the event is open. The orders stay with whom they are.
     *
     * @param why what he who asks for it says
     */
    public Change relocate(Jurisdiction next, Actor actor, Optional<String> why, Instant now) {
        Jurisdiction old = event.jurisdiction();
        boolean isOpen = event.status() != EventStatus.CLOSED && event.status() != EventStatus.VOIDED;
        if (!isOpen || next.grids().equals(old.grids())) {
            return new Change(this, this, List.of());
        }
        String move = "from " + old.narrowestFirst().get(0) + " of map " + old.mapVersion() + " to "
                + next.narrowestFirst().get(0) + " of map " + next.mapVersion();
        return new Change(
                this,
                new CaseFile(event.within(next), orders),
                List.of(new HistoryEntry(
                        now,
                        actor,
                        Optional.empty(),
                        "relocate",
                        Optional.of(event.status().name()),
                        event.status().name(),
                        Optional.of(why.map(text -> move + ": " + text).orElse(move)))));
    }

    private boolean isBeingWorked() {
        return switch (event.status()) {
            case FILED, DISPATCHED, IN_PROGRESS -> true;
            default -> false;
        };
    }

    private static void append(
            List<Order> orders,
            NewOrder added,
            Optional<Integer> replaces,
            Actor actor,
            Instant now,
            List<HistoryEntry> history) {
        Order order = new Order(
                orders.size() + 1,
                added.role(),
                added.unit(),
                added.responder(),
                added.skill(),
                replaces,
                OrderStatus.DISPATCHED,
                now,
                Optional.empty());
        orders.add(order);
        history.add(new HistoryEntry(
                now,
                actor,
                Optional.of(order.ordinal()),
                "dispatch",
                Optional.empty(),
                OrderStatus.DISPATCHED.name(),
                added.why()));
    }

    private Change follow(List<Order> next, Instant now, List<HistoryEntry> history) {
        Standing standing = standing(next);
        if (standing.status() != event.status()) {
            history.add(new HistoryEntry(
                    now,
                    Actor.SYSTEM,
                    Optional.empty(),
                    "follow",
                    Optional.of(event.status().name()),
                    standing.status().name(),
                    standing.queueReason()));
        }
        return new Change(this, new CaseFile(event.with(standing.status(), standing.queueReason()), next), history);
    }

    private Standing standing(List<Order> orders) {
        Optional<String> queueReason = returnedWithoutReplacement(orders)
                .map(order -> "order " + idOf(order) + " was returned by " + order.unit()
                        + order.reason().map(reason -> ": " + reason).orElse(""));
        boolean open = orders.stream().anyMatch(order -> order.status().isOpen());
        boolean done = orders.stream().anyMatch(order -> order.status() == OrderStatus.DONE);
        boolean accepted = orders.stream()
                .anyMatch(order -> order.status() == OrderStatus.ACCEPTED || order.status() == OrderStatus.ON_SCENE);
        if (done && !open && queueReason.isEmpty()) {
            return new Standing(EventStatus.RESOLVED, Optional.empty());
        }
        if (done || accepted) {
            return new Standing(EventStatus.IN_PROGRESS, queueReason);
        }
        if (open) {
            return new Standing(EventStatus.DISPATCHED, queueReason);
        }
        return new Standing(EventStatus.FILED, queueReason.or(() -> Optional.of("no order is left")));
    }

    private static Optional<Order> returnedWithoutReplacement(List<Order> orders) {
        return orders.stream()
                .filter(order -> order.status() == OrderStatus.RETURNED)
                .filter(order -> orders.stream().noneMatch(other -> other.replaces()
                        .filter(ordinal -> ordinal == order.ordinal())
                        .isPresent()))
                .findFirst();
    }
}
