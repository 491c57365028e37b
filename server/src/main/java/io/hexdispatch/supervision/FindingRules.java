package io.hexdispatch.supervision;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.deadline.Deadline;
import io.hexdispatch.deadline.DeadlineKind;
import io.hexdispatch.event.Event;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.EventStatus;
import io.hexdispatch.event.HistoryEntry;
import io.hexdispatch.grid.coordinate.GreatCircle;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.Order;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The rules by which irregularities are found; {@link FindingKind#definition} says each in words. */
public final class FindingRules {
    /** The same problem is at the same place again within so far and so long. */
    public static final double SAME_PLACE_METRES = 50;

    public static final Duration AGAIN_WITHIN = Duration.ofDays(30);

    private static final Set<EventStatus> RESOLVED =
            EnumSet.of(EventStatus.RESOLVED, EventStatus.VERIFIED, EventStatus.CLOSED);

    private FindingRules() {}

    /** Whether a change may be irregular, so that its event's history is worth reading; false for nearly all changes. */
    public static boolean isSuspect(CaseFile.Change change) {
        return !change.isNothing() && new ChangeRules(change, List.of()).isSuspect();
    }

    /** @param history the whole history of the event, the lines of the change at its end */
    public static List<Irregularity> of(CaseFile.Change change, List<HistoryEntry> history) {
        return change.isNothing() ? List.of() : new ChangeRules(change, history).find();
    }

    /**
     * A deadline that fired: missed, it may be irregular.
     *
     * @param line what the history says of it
     */
    public static Optional<Irregularity> missed(CaseFile caseFile, Deadline.Fired fired, HistoryEntry line) {
        Deadline deadline = fired.after();
        DeadlineKind kind = deadline.key().kind();
        boolean isWatched = kind == DeadlineKind.ACCEPTANCE || kind == DeadlineKind.DISPOSAL;
        if (fired.signal() != Deadline.Signal.OVERDUE || !isWatched) {
            return Optional.empty();
        }
        Optional<Order> order = caseFile.order(deadline.key().ordinal());
        EventNumber number = caseFile.event().number();
        String limit = " within " + deadline.terms().limit() + ", which was until " + deadline.dueAt();
        return Optional.of(new Irregularity(
                Subject.of(caseFile),
                order.isPresent() ? FindingKind.OVERDUE_ACCEPTANCE : FindingKind.OVERDUE_DISPOSAL,
                deadline.key().ordinal() + "/" + deadline.dueAt().toEpochMilli(),
                line.at(),
                Optional.empty(),
                order.map(late -> "order " + caseFile.idOf(late) + " was not accepted by unit " + late.unit())
                                .orElse("event " + number + " was not resolved")
                        + limit,
                new Evidence(List.of(line))
                        .withMoment("startedAt", deadline.startedAt())
                        .withMoment("dueAt", deadline.dueAt()),
                order.map(late -> List.of(Accountable.unit(late))).orElseGet(() -> Accountable.forWork(caseFile))));
    }

    /**
     * Whether an event that was filed is one that was there before.
     *
     * @param earlier events that may be the same problem at the same place, resolved when this one was filed
     */
    public static Optional<Irregularity> recurrence(CaseFile filed, List<CaseFile> earlier) {
        Event event = filed.event();
        List<CaseFile> before = earlier.stream()
                .filter(other -> isRecurrence(event, other.event()))
                .sorted(Comparator.comparing(
                        (CaseFile other) -> other.event().number().id(), Comparator.reverseOrder()))
                .toList();
        if (before.isEmpty()) {
            return Optional.empty();
        }
        CaseFile last = before.get(0);
        long metres = (long) Math.ceil(metres(event, last.event()));
        return Optional.of(new Irregularity(
                Subject.of(filed),
                FindingKind.RECURRENCE,
                "filed",
                event.filedAt(),
                Optional.empty(),
                event.report().category().key() + " again, " + metres + " m from event "
                        + last.event().number() + " of "
                        + Duration.between(last.event().filedAt(), event.filedAt())
                                .toDays()
                        + " days before",
                Evidence.NONE
                        .withMoment("filedAt", event.filedAt())
                        .withMoment("earlierFiledAt", last.event().filedAt())
                        .withCount("distanceMetres", metres)
                        .withCount("earlierEvents", before.size())
                        .withEvents(before.stream()
                                .map(other -> other.event().number())
                                .toList()),
                last.doneBy(Optional.empty())
                        .map(order -> List.of(Accountable.unit(order)))
                        .orElseGet(() -> List.of(Accountable.centre(filed)))));
    }

    private static boolean isRecurrence(Event event, Event other) {
        return other.number().id() < event.number().id()
                && other.report()
                        .category()
                        .key()
                        .equals(event.report().category().key())
                && RESOLVED.contains(other.status())
                && !other.filedAt().isBefore(event.filedAt().minus(AGAIN_WITHIN))
                && metres(event, other) <= SAME_PLACE_METRES;
    }

    private static double metres(Event event, Event other) {
        return GreatCircle.metres(
                event.report().place().wgs84(), other.report().place().wgs84());
    }

    /**
     * A joint handling that was not decided on in time.
     *
     * @param dueAt until when a decision was due; each such moment is an occasion of its own
     * @param deciders the centres that had to decide; empty for the one that answers for the event
     */
    public static Irregularity lateJointDecision(CaseFile caseFile, Instant dueAt, List<Actor> deciders, Instant now) {
        return new Irregularity(
                Subject.of(caseFile),
                FindingKind.LATE_JOINT_DECISION,
                "due/" + dueAt.toEpochMilli(),
                now,
                Optional.empty(),
                "the joint handling of event " + caseFile.event().number() + " was not decided on until " + dueAt,
                Evidence.NONE.withMoment("dueAt", dueAt),
                deciders.isEmpty() ? List.of(Accountable.centre(caseFile)) : Accountable.forDeeds(caseFile, deciders));
    }

    /**
     * What somebody transfers by hand. The same in the same words by the same person is the same irregularity.
     *
     * @param units who must answer; where none is named those who work on the event, or did, or its centre
     * @throws IllegalArgumentException if a unit is named that never had an order of the event
     */
    public static Irregularity byHand(
            CaseFile caseFile, FindingKind kind, Actor by, String reason, List<String> units, Instant now) {
        for (String unit : units) {
            if (caseFile.orders().stream().noneMatch(order -> order.unit().equals(unit))) {
                throw new IllegalArgumentException(unit);
            }
        }
        return new Irregularity(
                Subject.of(caseFile),
                kind,
                "hand/" + UUID.nameUUIDFromBytes((by + "\n" + reason).getBytes(StandardCharsets.UTF_8)),
                now,
                Optional.of(by),
                reason,
                Evidence.NONE,
                units.isEmpty()
                        ? Accountable.forWork(caseFile)
                        : units.stream()
                                .distinct()
                                .map(unit -> new Actor(Role.UNIT, unit))
                                .toList());
    }
}
