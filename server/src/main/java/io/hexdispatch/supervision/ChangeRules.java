package io.hexdispatch.supervision;

import io.hexdispatch.access.Actor;
import io.hexdispatch.deadline.Deadline.Signal;
import io.hexdispatch.event.Course;
import io.hexdispatch.event.EventAction;
import io.hexdispatch.event.EventStatus;
import io.hexdispatch.event.HistoryEntry;
import io.hexdispatch.event.Particulars.Asked;
import io.hexdispatch.event.Particulars.Rating;
import io.hexdispatch.event.Particulars.Verification;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.Order;
import io.hexdispatch.order.OrderAction;
import io.hexdispatch.order.OrderStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What is irregular about a change of a case file. */
final class ChangeRules {
    private static final int RETURNS = 3;
    private static final int REOPENINGS = 2;
    /** The clock resumes at the end of a suspension, within seconds while the server runs. */
    private static final Duration LATE_AFTER = Duration.ofHours(1);

    private static final Duration FALSE_WITHIN = Duration.ofDays(7);

    private final CaseFile.Change change;
    private final CaseFile after;
    private final Course courseBefore;
    private final Course courseAfter;
    private final Instant at;
    private final List<HistoryEntry> history;

    ChangeRules(CaseFile.Change change, List<HistoryEntry> history) {
        this.change = change;
        this.after = change.after();
        this.courseBefore = change.before().event().course();
        this.courseAfter = after.event().course();
        this.at = change.history().get(0).at();
        this.history = history;
    }

    boolean isSuspect() {
        return isReturnedAgain()
                || isVoided()
                || isSuspendedAgain()
                || isLate()
                || isDissatisfied()
                || isReopenedOften()
                || isClosedUnverified()
                || isVerifiedFalsely();
    }

    List<Irregularity> find() {
        return Stream.of(
                        returnedOften(),
                        abnormalVoiding(),
                        suspendedAgain(),
                        suspensionOverrun(),
                        dissatisfied(),
                        reopenedOften(),
                        closedUnverified(),
                        verifiedFalsely())
                .flatMap(Optional::stream)
                .toList();
    }

    private boolean becomes(EventStatus status) {
        return after.event().status() == status && change.before().event().status() != status;
    }

    private boolean isReturnedAgain() {
        int sum = courseAfter.returned() + courseAfter.handedOn();
        return sum >= RETURNS && sum > courseBefore.returned() + courseBefore.handedOn();
    }

    private Optional<Irregularity> returnedOften() {
        List<HistoryEntry> lines = history.stream().filter(this::isReturn).toList();
        int before = (int)
                lines.stream().filter(line -> !change.history().contains(line)).count();
        if (!isReturnedAgain() || lines.size() < RETURNS || before >= RETURNS) {
            return Optional.empty();
        }
        Stream<Order> orders = lines.stream()
                .map(line -> after.order(line.order().orElseThrow()).orElseThrow());
        return found(
                FindingKind.RETURNED_OFTEN,
                "returned",
                "its orders were returned or handed on " + lines.size() + " times",
                new Evidence(lines)
                        .withCount("returned", courseAfter.returned())
                        .withCount("handedOn", courseAfter.handedOn()),
                Accountable.units(orders));
    }

    /** Given back to the centre or on to another unit; not from one responder to the next of his unit, whom the server finds. */
    private boolean isReturn(HistoryEntry line) {
        if (line.order().isEmpty()) {
            return false;
        }
        if (line.to().equals(OrderStatus.HANDED_ON.name())) {
            return true;
        }
        int ordinal = line.order().get();
        return line.to().equals(OrderStatus.RETURNED.name())
                && after.orders().stream()
                        .filter(order -> order.replaces().equals(Optional.of(ordinal)))
                        .noneMatch(next -> next.unit()
                                        .equals(after.order(ordinal)
                                                .orElseThrow()
                                                .unit())
                                && isBySystem(next));
    }

    private boolean isBySystem(Order order) {
        return history.stream()
                .anyMatch(line -> line.order().equals(Optional.of(order.ordinal()))
                        && line.action().equals(EventAction.DISPATCH.text())
                        && line.actor().equals(Actor.SYSTEM));
    }

    /** One that is merged is voided with its principal, which is found for both. */
    private boolean isVoided() {
        return becomes(EventStatus.VOIDED) && change.before().event().status() != EventStatus.MERGED;
    }

    private Optional<Irregularity> abnormalVoiding() {
        if (!isVoided()) {
            return Optional.empty();
        }
        List<HistoryEntry> accepted = lines(history, OrderAction.ACCEPT.text());
        List<HistoryEntry> missed = lines(history, Signal.OVERDUE.text());
        if (accepted.isEmpty() && missed.isEmpty()) {
            return Optional.empty();
        }
        List<Actor> doers = new ArrayList<>();
        courseBefore.request().ifPresent(request -> doers.add(request.by()));
        doers.add(change.history().get(0).actor());
        List<HistoryEntry> lines = new ArrayList<>(accepted);
        lines.addAll(missed);
        lines.addAll(lines(change.history(), EventAction.APPROVE.text()));
        return found(
                FindingKind.ABNORMAL_VOIDING,
                "voided",
                "it was voided"
                        + (accepted.isEmpty() ? "" : " after an order of it was accepted")
                        + (accepted.isEmpty() || missed.isEmpty() ? "" : " and")
                        + (missed.isEmpty() ? "" : " after a deadline of it was missed"),
                new Evidence(lines).withCount("accepted", accepted.size()).withCount("deadlinesMissed", missed.size()),
                Accountable.forDeeds(after, doers));
    }

    private boolean isSuspendedAgain() {
        return courseAfter.suspensions() > courseBefore.suspensions() && courseBefore.suspensions() > 0;
    }

    private Optional<Irregularity> suspendedAgain() {
        if (!isSuspendedAgain()) {
            return Optional.empty();
        }
        List<HistoryEntry> agreed =
                round().stream().filter(ChangeRules::isSuspension).toList();
        Instant first = end(agreed.get(0));
        Instant now = end(agreed.get(agreed.size() - 1));
        if (!now.isAfter(first)) {
            return Optional.empty();
        }
        List<Actor> doers = new ArrayList<>();
        courseBefore.request().ifPresent(request -> doers.add(request.by()));
        doers.add(change.history().get(0).actor());
        return found(
                FindingKind.SUSPENDED_TOO_LONG,
                "until/" + now.toEpochMilli(),
                "it is suspended until " + now + ", beyond " + first + ", which was agreed on first",
                new Evidence(agreed)
                        .withMoment("agreedUntil", first)
                        .withMoment("suspendedUntil", now)
                        .withCount("suspensions", courseAfter.suspensions()),
                Accountable.forDeeds(after, doers));
    }

    private static boolean isSuspension(HistoryEntry line) {
        return line.order().isEmpty()
                && line.action().equals(EventAction.APPROVE.text())
                && line.particulars() instanceof Asked asked
                && asked.action() == EventAction.SUSPEND;
    }

    private static Instant end(HistoryEntry suspension) {
        return ((Asked) suspension.particulars()).until().orElseThrow();
    }

    private boolean isLate() {
        return courseBefore.suspendedUntil().isPresent()
                && !courseAfter.suspendedUntil().equals(courseBefore.suspendedUntil())
                && at.isAfter(courseBefore.suspendedUntil().get().plus(LATE_AFTER));
    }

    private Optional<Irregularity> suspensionOverrun() {
        if (!isLate()) {
            return Optional.empty();
        }
        Instant end = courseBefore.suspendedUntil().orElseThrow();
        return found(
                FindingKind.SUSPENDED_TOO_LONG,
                "overrun/" + end.toEpochMilli(),
                "it stood still until " + at + ", though its suspension ended at " + end,
                new Evidence(change.history()).withMoment("suspendedUntil", end).withMoment("resumedAt", at),
                List.of(Accountable.centre(after)));
    }

    private boolean isDissatisfied() {
        return change.history().stream().anyMatch(ChangeRules::isDissatisfied);
    }

    private static boolean isDissatisfied(HistoryEntry line) {
        return line.particulars() instanceof Rating rating && rating.stars() <= Rating.DISSATISFIED;
    }

    private Optional<Irregularity> dissatisfied() {
        if (!isDissatisfied()
                || round().stream()
                        .filter(line -> !change.history().contains(line))
                        .anyMatch(ChangeRules::isDissatisfied)) {
            return Optional.empty();
        }
        int stars = courseAfter.rating().orElseThrow().stars();
        return found(
                FindingKind.DISSATISFIED_CALL_BACK,
                "round/" + rounds(),
                "the reporter is not satisfied: " + stars + " of " + Rating.MOST + " stars",
                new Evidence(change.history()).withCount("stars", stars),
                Accountable.forWorkDone(after));
    }

    private boolean isReopenedOften() {
        return courseAfter.reopened() >= REOPENINGS && courseBefore.reopened() < REOPENINGS;
    }

    private Optional<Irregularity> reopenedOften() {
        return !isReopenedOften()
                ? Optional.empty()
                : found(
                        FindingKind.REOPENED_OFTEN,
                        "reopened",
                        "it was opened again " + courseAfter.reopened() + " times",
                        new Evidence(lines(history, EventAction.REOPEN.text()))
                                .withCount("reopened", courseAfter.reopened())
                                .withCount("reworked", courseAfter.reworked()),
                        Accountable.forWorkDone(change.before()));
    }

    private boolean isClosedUnverified() {
        return becomes(EventStatus.CLOSED) && change.before().event().status() == EventStatus.RESOLVED;
    }

    private Optional<Irregularity> closedUnverified() {
        if (!isClosedUnverified()) {
            return Optional.empty();
        }
        List<HistoryEntry> lines = new ArrayList<>(lines(round(), EventAction.VERIFY.text()));
        boolean failed = !lines.isEmpty();
        lines.addAll(lines(change.history(), EventAction.CLOSE.text()));
        return found(
                FindingKind.UNVERIFIED_CLOSING,
                "closed/" + rounds(),
                failed ? "it was closed though its verification failed" : "it was closed without a verification",
                new Evidence(lines),
                Accountable.forDeeds(after, List.of(change.history().get(0).actor())));
    }

    private boolean isVerifiedFalsely() {
        return courseAfter.reopened() > courseBefore.reopened()
                && courseBefore
                        .verifiedAt()
                        .filter(verified -> !at.isAfter(verified.plus(FALSE_WITHIN)))
                        .isPresent();
    }

    private Optional<Irregularity> verifiedFalsely() {
        if (!isVerifiedFalsely()) {
            return Optional.empty();
        }
        Instant verifiedAt = courseBefore.verifiedAt().orElseThrow();
        List<HistoryEntry> lines = new ArrayList<>(history.stream()
                .filter(line ->
                        line.particulars() instanceof Verification && line.at().equals(verifiedAt))
                .toList());
        List<Actor> verifiers = lines.stream().map(HistoryEntry::actor).toList();
        lines.addAll(lines(change.history(), EventAction.REOPEN.text()));
        return found(
                FindingKind.UNVERIFIED_CLOSING,
                "verified/" + rounds(),
                "it was verified at " + verifiedAt + " and had to be opened again",
                new Evidence(lines).withMoment("verifiedAt", verifiedAt).withMoment("reopenedAt", at),
                verifiers.isEmpty() ? List.of(Accountable.centre(after)) : Accountable.forDeeds(after, verifiers));
    }

    /** How often the work was begun anew. */
    private int rounds() {
        return courseAfter.reworked() + courseAfter.reopened();
    }

    /** The lines since the work was begun, or begun anew. */
    private List<HistoryEntry> round() {
        Predicate<HistoryEntry> begins = line -> line.order().isEmpty()
                && (line.action().equals(EventAction.REOPEN.text())
                        || line.action().equals(EventAction.REWORK.text()));
        for (int i = history.size() - 1; i >= 0; i--) {
            if (begins.test(history.get(i))) {
                return history.subList(i, history.size());
            }
        }
        return history;
    }

    private static List<HistoryEntry> lines(List<HistoryEntry> among, String action) {
        return among.stream().filter(line -> line.action().equals(action)).toList();
    }

    private Optional<Irregularity> found(
            FindingKind kind, String occasion, String what, Evidence evidence, List<Actor> accountable) {
        return Optional.of(new Irregularity(
                Subject.of(after),
                kind,
                occasion,
                at,
                Optional.empty(),
                "event " + after.event().number() + ": " + what,
                evidence,
                accountable));
    }
}
