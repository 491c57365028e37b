package io.hexdispatch.order;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.event.Course;
import io.hexdispatch.event.Event;
import io.hexdispatch.event.EventAction;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.EventStatus;
import io.hexdispatch.event.EventWish;
import io.hexdispatch.event.HistoryEntry;
import io.hexdispatch.event.Jurisdiction;
import io.hexdispatch.event.Particulars.Asked;
import io.hexdispatch.event.Report;
import io.hexdispatch.event.Request;
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

    /** What a decision comes to. @param along the changes of the events that are merged into this one and go with it */
    public record Change(CaseFile before, CaseFile after, List<HistoryEntry> history, List<Change> along) {
        public Change {
            history = List.copyOf(history);
            along = List.copyOf(along);
        }

        public Change(CaseFile before, CaseFile after, List<HistoryEntry> history) {
            this(before, after, history, List.of());
        }

        /** The events that are to go with it: those merged into one that ends, or is opened again. */
        public List<EventNumber> taken() {
            EventStatus from = before.event.status();
            EventStatus to = after.event.status();
            return from != to && (from.isOver() || to.isOver())
                    ? after.event.course().merged()
                    : List.of();
        }

        /** The same change with those going with it. @param taken their case files */
        public Change with(List<CaseFile> taken) {
            return new Change(
                    before,
                    after,
                    history,
                    taken.stream()
                            .map(caseFile -> Merging.goWith(
                                    caseFile, after.event, history.get(0).at()))
                            .filter(change -> !change.isNothing())
                            .toList());
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

        /** This one and the next upon it as one. */
        public Change then(Change next) {
            List<HistoryEntry> lines = new ArrayList<>(history);
            lines.addAll(next.history);
            return new Change(before, next.after, lines);
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

    /** A report that just came in, not filed yet. */
    public static CaseFile reported(EventNumber number, Report report, Jurisdiction jurisdiction) {
        return new CaseFile(
                new Event(
                        number,
                        report,
                        jurisdiction,
                        EventStatus.REPORTED,
                        report.receivedAt(),
                        Optional.empty(),
                        Course.NONE),
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
        return Entitlements.isVisibleTo(event, orders, actor);
    }

    /** Whether he may do this with the order: its responder, its unit and the centres above it, or the centres alone. */
    public boolean mayWork(Order order, OrderAction action, Actor actor) {
        return Entitlements.mayWork(event, order, action, actor);
    }

    /** Whether he may dispatch, verify and close: the centres in whose area the event lies. */
    public boolean mayDirect(Actor actor) {
        return Entitlements.mayDirect(event, actor);
    }

    /** Whether the table lets him do this with the event. */
    public boolean mayAct(EventAction action, Actor actor) {
        return Entitlements.mayAct(event, orders, action, actor);
    }

    /** Whether the order keeps somebody busy: it is open, and the event neither suspended nor over. */
    public boolean isOccupying(Order order) {
        return order.status().isOpen() && event.status().isBeingWorked();
    }

    /**
     * The order of the present round that was done by a unit, or where none is named by the one that led: whose work it is when it is
     * to be done again.
     */
    public Optional<Order> doneBy(Optional<String> unit) {
        List<Order> done = Standing.round(orders).stream()
                .filter(order -> order.status() == OrderStatus.DONE)
                .filter(order -> unit.map(order.unit()::equals).orElse(true))
                .toList();
        return done.stream()
                .filter(order -> order.role() == OrderRole.LEAD)
                .findFirst()
                .or(() -> done.stream().findFirst());
    }

    /** When the event goes on by itself: a suspension ends, or a verified event is closed; empty where time alone does nothing. */
    public Optional<Instant> dueAt() {
        return switch (event.status()) {
            case SUSPENDED -> event.course().suspendedUntil();
            case VERIFIED ->
                event.course().isObjectedTo()
                        ? Optional.empty()
                        : event.course().verifiedAt().map(at -> at.plus(Course.CLOSES_AFTER));
            default -> Optional.empty();
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
                EventAction.FILE.text(),
                Optional.of(event.status().name()),
                EventStatus.FILED.name(),
                queueReason));
        Event filed = new Event(
                event.number(), event.report(), event.jurisdiction(), EventStatus.FILED, now, queueReason, Course.NONE);
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
        if (!event.status().isBeingWorked()) {
            throw illegal("its orders can be worked only while it is FILED, DISPATCHED or IN_PROGRESS");
        }
        if (!action.isLegalFrom(order.status())) {
            throw new IllegalTransitionException(
                    "order " + idOf(order) + " is " + order.status() + ": " + action.text()
                            + " is not possible from there",
                    order.status().name(),
                    OrderAction.legalFrom(order.status()));
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
        if (!EventAction.DISPATCH.isLegalFrom(event.status())) {
            throw illegal("orders are possible only while it is FILED, DISPATCHED or IN_PROGRESS");
        }
        for (Order order : orders) {
            if (order.status().isOpen() && order.unit().equals(added.unit())) {
                throw illegal("unit " + added.unit() + " has the open order " + idOf(order) + " already");
            }
        }
        List<HistoryEntry> history = new ArrayList<>();
        List<Order> next = new ArrayList<>(orders);
        Optional<Integer> replaces = Standing.waitingForReplacement(orders).map(Order::ordinal);
        append(next, added, replaces, actor, now, history);
        return follow(next, now, history);
    }

    /**
     * Lets others lead and help than those who do, as a joint decision says.
     *
     * @param note the word for it in the history
     * @param added an order for each part that is missing
     * @throws IllegalTransitionException if the event is past being worked on
     */
    public Change redirect(
            Redirection redirection, String note, String reason, List<NewOrder> added, Actor actor, Instant now)
            throws IllegalTransitionException {
        if (!event.status().isBeingWorked()) {
            throw illegal("its orders can change only while it is FILED, DISPATCHED or IN_PROGRESS");
        }
        List<HistoryEntry> history = new ArrayList<>();
        String status = event.status().name();
        history.add(
                new HistoryEntry(now, actor, Optional.empty(), note, Optional.of(status), status, Optional.of(reason)));
        List<Order> next = new ArrayList<>(orders);
        Optional<String> why = Optional.of(reason);
        for (Order order : redirection.cancelled()) {
            next.set(order.ordinal() - 1, order.with(OrderStatus.CANCELLED, why));
            history.add(new HistoryEntry(
                    now,
                    actor,
                    Optional.of(order.ordinal()),
                    OrderAction.CANCEL.text(),
                    Optional.of(order.status().name()),
                    OrderStatus.CANCELLED.name(),
                    why));
        }
        added.forEach(order -> append(next, order, Optional.empty(), actor, now, history));
        return follow(next, now, history);
    }

    /**
     * Does what the table of {@link EventAction} says with the event as a whole. The same by the same actor again changes nothing, so
     * that a message sent twice does no harm; the same by another is refused, so that he learns that he came second.
     *
     * @param again the order with which the work begins anew; there for rework and reopening
     * @throws IllegalTransitionException if the event's state does not allow the action
     * @throws IllegalArgumentException if the wish lacks what the table says that it needs
     */
    public Change act(EventWish wish, Actor actor, Optional<NewOrder> again, Instant now)
            throws IllegalTransitionException {
        return new EventDecision(this, wish, actor, now).decide(again);
    }

    /** Does what time alone brings about; nothing before {@link #dueAt}. */
    public Change advance(Instant now) throws IllegalTransitionException {
        Optional<Instant> due = dueAt().filter(at -> !at.isAfter(now));
        if (due.isEmpty()) {
            return new Change(this, this, List.of());
        }
        EventWish wish = event.status() == EventStatus.SUSPENDED
                ? EventWish.of(EventAction.RESUME, Optional.of("the suspension ended at " + due.get()))
                : EventWish.of(
                        EventAction.CLOSE,
                        Optional.of("verified " + Course.CLOSES_AFTER.toDays() + " days ago, and nobody objected"));
        return act(wish, Actor.SYSTEM, Optional.empty(), now);
    }

    IllegalTransitionException illegal(String why) {
        return new IllegalTransitionException(
                "event " + event.number() + " is " + event.status() + ": " + why,
                event.status().name(),
                EventAction.legalFrom(event.status()));
    }

    /** The change to these states; what was asked for and cannot come about any more lapses with it. */
    Change change(
            EventStatus status,
            Optional<String> queueReason,
            List<Order> next,
            List<HistoryEntry> history,
            Instant now) {
        Course course = event.course().after(history);
        Optional<Request> request = course.request();
        if (request.isPresent() && !request.get().action().isLegalFrom(status)) {
            history.add(new HistoryEntry(
                    now,
                    Actor.SYSTEM,
                    Optional.empty(),
                    Course.LAPSE,
                    Optional.of(status.name()),
                    status.name(),
                    Optional.of("the event is " + status),
                    new Asked(request.get().action(), request.get().until())));
            course = event.course().after(history);
        }
        return new Change(this, new CaseFile(event.with(status, queueReason, course), next), history);
    }

    /**
     * Puts the event into the grids of another map, where they differ and the event is open. The orders stay with whom they are.
     *
     * @param why what he who asks for it says
     */
    public Change relocate(Jurisdiction next, Actor actor, Optional<String> why, Instant now) {
        Jurisdiction old = event.jurisdiction();
        if (event.status().isOver() || next.grids().equals(old.grids())) {
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

    static void append(
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
                EventAction.DISPATCH.text(),
                Optional.empty(),
                OrderStatus.DISPATCHED.name(),
                added.why()));
    }

    private Change follow(List<Order> next, Instant now, List<HistoryEntry> history) {
        Standing standing = Standing.of(event.number(), next);
        if (standing.status() != event.status()) {
            history.add(new HistoryEntry(
                    now,
                    Actor.SYSTEM,
                    Optional.empty(),
                    Course.FOLLOW,
                    Optional.of(event.status().name()),
                    standing.status().name(),
                    standing.queueReason()));
        }
        return change(standing.status(), standing.queueReason(), next, history, now);
    }
}
