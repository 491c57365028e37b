package io.hexdispatch.order;

import io.hexdispatch.access.Actor;
import io.hexdispatch.event.Course;
import io.hexdispatch.event.Event;
import io.hexdispatch.event.EventAction;
import io.hexdispatch.event.EventAction.Approval;
import io.hexdispatch.event.EventAction.Field;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.EventStatus;
import io.hexdispatch.event.EventWish;
import io.hexdispatch.event.HistoryEntry;
import io.hexdispatch.event.Particulars;
import io.hexdispatch.event.Particulars.Asked;
import io.hexdispatch.event.Particulars.Into;
import io.hexdispatch.event.Particulars.Until;
import io.hexdispatch.event.Particulars.Verification;
import io.hexdispatch.event.Request;
import io.hexdispatch.order.CaseFile.Change;
import io.hexdispatch.order.CaseFile.NewOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Decides what an action on an event as a whole comes to. */
final class EventDecision {
    /** The same reminder again within so long is the first one, sent again because no answer came. */
    private static final Duration REMINDER_AGAIN_WITHIN = Duration.ofMinutes(10);

    private final CaseFile caseFile;
    private final Event event;
    private final EventWish wish;
    private final Actor actor;
    private final Instant now;
    private final List<HistoryEntry> history = new ArrayList<>();

    EventDecision(CaseFile caseFile, EventWish wish, Actor actor, Instant now) {
        this.caseFile = caseFile;
        this.event = caseFile.event();
        this.wish = wish;
        this.actor = actor;
        this.now = now;
    }

    Change decide(Optional<NewOrder> again) throws IllegalTransitionException {
        EventAction action = wish.action();
        if (isRepeated()) {
            return new Change(caseFile, caseFile, List.of());
        }
        if (!action.isLegalFrom(event.status())) {
            throw illegal(action.text() + " is possible only while it is "
                    + action.sources().stream().map(EventStatus::name).collect(Collectors.joining(" or ")));
        }
        if (action.needs().contains(Field.REASON) && wish.reason().isEmpty()) {
            throw new IllegalArgumentException(action.text() + " without a reason");
        }
        return switch (action) {
            case EXTEND, SUSPEND, VOID -> askOrDo(action);
            case APPROVE -> approve(requested());
            case REFUSE -> {
                Request request = requested();
                yield stay(new Asked(request.action(), request.until()));
            }
            case RESUME -> resume();
            case EXPEDITE -> {
                if (event.course().urgent()) {
                    throw illegal("it is urgent already");
                }
                yield stay(wish.particulars());
            }
            case REMIND, CALL_BACK -> stay(wish.particulars());
            case VERIFY ->
                ((Verification) wish.particulars()).passed()
                        ? become(EventStatus.VERIFIED, wish.particulars())
                        : stay(wish.particulars());
            case CLOSE -> {
                if (event.status() == EventStatus.RESOLVED && wish.reason().isEmpty()) {
                    throw illegal("to close it without a verification needs a reason");
                }
                yield become(EventStatus.CLOSED, wish.particulars());
            }
            case REWORK -> {
                if (event.course()
                        .verification()
                        .filter(found -> !found.passed())
                        .isEmpty()) {
                    throw illegal("rework needs a verification that failed");
                }
                yield again(again.orElseThrow());
            }
            case REOPEN -> {
                Optional<EventNumber> principal = event.course().mergedInto();
                if (principal.isPresent()) {
                    throw illegal("it is merged into " + principal.get() + ": reopen that, or separate the two");
                }
                yield again(again.orElseThrow());
            }
            case MERGE -> merge((Into) wish.particulars());
            case SEPARATE -> {
                if (event.course().mergedInto().isEmpty()) {
                    throw illegal("it is not merged into another");
                }
                yield separate();
            }
            case FILE, DISPATCH -> throw new IllegalArgumentException(action + " has a call of its own");
        };
    }

    /** What its asker sent again because no answer came; somebody else who wants the same must learn that he came second. */
    private boolean isRepeated() {
        Optional<HistoryEntry> last = event.course().last();
        if (last.isEmpty()
                || !last.get().actor().equals(actor)
                || !last.get().to().equals(event.status().name())
                || !last.get().reason().equals(wish.reason())) {
            return false;
        }
        HistoryEntry done = last.get();
        boolean wasAsked = done.action().equals(Course.ASK);
        if (!wasAsked && !done.action().equals(wish.action().text())) {
            return false;
        }
        if (done.particulars() instanceof Asked asked) {
            return wasAsked
                    ? asked.equals(new Asked(wish.action(), end()))
                    : wish.particulars() instanceof Asked named && named.action() == asked.action();
        }
        return done.particulars().equals(wish.particulars())
                && (wish.action() != EventAction.REMIND
                        || now.isBefore(done.at().plus(REMINDER_AGAIN_WITHIN)));
    }

    private Optional<Instant> end() {
        return wish.particulars() instanceof Until until ? Optional.of(until.end()) : Optional.empty();
    }

    private Change askOrDo(EventAction action) throws IllegalTransitionException {
        Optional<Request> pending = event.course().request();
        if (pending.isPresent()) {
            throw illegal(pending.get().action().text() + " was asked for by "
                    + pending.get().by() + " and must be approved or refused first");
        }
        if (action == EventAction.EXTEND) {
            Optional<Instant> before = event.course().extendedUntil();
            if (before.isPresent() && !end().orElseThrow().isAfter(before.get())) {
                throw illegal("it is extended until " + before.get() + " already, and a further extension ends later");
            }
        }
        boolean isFirst =
                action.approval() == Approval.FROM_THE_SECOND && event.course().extensions() == 0;
        if (isFirst && caseFile.mayDirect(actor)) {
            return stay(wish.particulars());
        }
        note(Course.ASK, event.status(), new Asked(action, end()));
        return caseFile.change(event.status(), event.queueReason(), caseFile.orders(), history, now);
    }

    /** What is pending, where it is what the actor means. */
    private Request requested() throws IllegalTransitionException {
        EventAction meant = ((Asked) wish.particulars()).action();
        Request request = event.course()
                .request()
                .orElseThrow(() -> illegal("nothing is asked for that could be approved or refused"));
        if (request.action() != meant) {
            throw illegal(request.action().text() + " is asked for, not " + meant.text());
        }
        return request;
    }

    private Change approve(Request request) throws IllegalTransitionException {
        if (request.until().filter(end -> !end.isAfter(now)).isPresent()) {
            throw illegal(
                    "what was asked for would have ended at " + request.until().get() + "; refuse it, and ask anew");
        }
        EventStatus next = request.action().target().status().orElse(event.status());
        note(wish.action().text(), next, new Asked(request.action(), request.until()));
        List<Order> orders = new ArrayList<>(caseFile.orders());
        if (next == EventStatus.VOIDED) {
            cancelAll(orders, "the event was voided", request.reason());
        }
        return caseFile.change(
                next, next == EventStatus.VOIDED ? Optional.empty() : event.queueReason(), orders, history, now);
    }

    private Change merge(Into into) {
        note(wish.action().text(), EventStatus.MERGED, into);
        List<Order> orders = new ArrayList<>(caseFile.orders());
        cancelAll(orders, "merged into " + into.principal(), wish.reason());
        return caseFile.change(EventStatus.MERGED, Optional.empty(), orders, history, now);
    }

    /** Its orders were cancelled, so somebody must dispatch it anew, unless all that was not had been done. */
    private Change separate() {
        Standing standing = Standing.of(event.number(), caseFile.orders());
        note(wish.action().text(), standing.status(), wish.particulars());
        Optional<String> queueReason = standing.queueReason()
                .map(reason -> "separated from " + event.course().mergedInto().orElseThrow()
                        + wish.reason().map(text -> ": " + text).orElse(""));
        return caseFile.change(standing.status(), queueReason, caseFile.orders(), history, now);
    }

    private void cancelAll(List<Order> orders, String what, Optional<String> why) {
        Optional<String> reason =
                Optional.of(what + why.map(text -> ": " + text).orElse(""));
        for (Order order : List.copyOf(orders)) {
            boolean waits =
                    Standing.waitingForReplacement(orders).filter(order::equals).isPresent();
            if (order.status().isOpen() || waits) {
                orders.set(order.ordinal() - 1, order.with(OrderStatus.CANCELLED, reason));
                history.add(new HistoryEntry(
                        now,
                        actor,
                        Optional.of(order.ordinal()),
                        OrderAction.CANCEL.text(),
                        Optional.of(order.status().name()),
                        OrderStatus.CANCELLED.name(),
                        reason));
            }
        }
    }

    /** Its orders stood as they were, and so does the reason why it waits for somebody. */
    private Change resume() {
        Standing standing = Standing.of(event.number(), caseFile.orders());
        note(wish.action().text(), standing.status(), wish.particulars());
        return caseFile.change(standing.status(), event.queueReason(), caseFile.orders(), history, now);
    }

    private Change again(NewOrder order) {
        Order done = caseFile.doneBy(Optional.of(order.unit()))
                .or(() -> caseFile.doneBy(Optional.empty()))
                .orElseThrow(() -> new IllegalStateException("nothing of event " + event.number() + " was done"));
        note(wish.action().text(), EventStatus.DISPATCHED, wish.particulars());
        List<Order> orders = new ArrayList<>(caseFile.orders());
        CaseFile.append(orders, order, Optional.of(done.ordinal()), actor, now, history);
        return caseFile.change(EventStatus.DISPATCHED, Optional.empty(), orders, history, now);
    }

    private Change stay(Particulars particulars) {
        return become(event.status(), particulars);
    }

    private Change become(EventStatus next, Particulars particulars) {
        note(wish.action().text(), next, particulars);
        return caseFile.change(next, event.queueReason(), caseFile.orders(), history, now);
    }

    private void note(String action, EventStatus next, Particulars particulars) {
        history.add(new HistoryEntry(
                now,
                actor,
                Optional.empty(),
                action,
                Optional.of(event.status().name()),
                next.name(),
                wish.reason(),
                particulars));
    }

    private IllegalTransitionException illegal(String why) {
        return caseFile.illegal(why);
    }
}
