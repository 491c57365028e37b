package io.hexdispatch.jointhandling;

import io.hexdispatch.access.Actor;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.EventStatus;
import io.hexdispatch.order.IllegalTransitionException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Decides what an action does to the joint handling of an event, and changes nothing by itself. The same by the same actor again is no
 * change, so that a message sent twice does no harm; the same by another is refused, so that he learns that he came second.
 *
 * @param before empty where the event has none yet
 * @param eventStatus of its event
 * @param actor who acts
 */
public record JointDecision(
        EventNumber event, Optional<JointHandling> before, EventStatus eventStatus, Actor actor, Instant now) {
    /** What a decision comes to. @param added its lines of the record; none where nothing changes */
    public record Change(Optional<JointHandling> before, JointHandling after, List<Entry> added) {
        public Change {
            added = List.copyOf(added);
        }

        public boolean isNothing() {
            return added.isEmpty();
        }
    }

    /**
     * @param decider gives the grid that decides for these parties
     * @param decideBy until when
     * @throws IllegalTransitionException if it is open already, opened by another, or past that
     */
    public Change open(OpenWish wish, Function<Collection<Actor>, String> decider, Instant decideBy)
            throws IllegalTransitionException {
        if (before.isEmpty()) {
            if (eventStatus.isOver() || eventStatus == EventStatus.MERGED) {
                throw new IllegalTransitionException(
                        "event " + event + " is " + eventStatus
                                + ": joint handling is for events that are neither closed nor void nor merged",
                        eventStatus.name(),
                        List.of());
            }
            return opened(EnumSet.noneOf(Grounds.class), List.of(), wish, decider, decideBy);
        }
        JointHandling is = before.get();
        if (is.beside(eventStatus) == JointStatus.OPEN && isOpenedLikeThis(is, wish)) {
            return nothing(is);
        }
        check(is, JointAction.OPEN_IT);
        return opened(is.grounds(), is.parties(), wish, decider, decideBy);
    }

    private boolean isOpenedLikeThis(JointHandling is, OpenWish wish) {
        return is.openedBy().equals(Optional.of(actor))
                && is.grounds().containsAll(wish.grounds())
                && wish.parties().stream().allMatch(is::isParty);
    }

    private Change opened(
            Set<Grounds> groundsBefore,
            List<Party> partiesBefore,
            OpenWish wish,
            Function<Collection<Actor>, String> decider,
            Instant decideBy)
            throws IllegalTransitionException {
        List<Party> parties = with(partiesBefore, wish.parties());
        JointHandling after = new JointHandling(
                event,
                JointStatus.OPEN,
                wish.grounds().isEmpty() ? groundsBefore : wish.grounds(),
                parties,
                decider.apply(parties.stream().map(Party::who).toList()),
                before.map(JointHandling::begunAt).orElse(now),
                Optional.of(actor),
                Optional.of(now),
                Optional.of(decideBy),
                // A new deliberation has a time of its own; the record keeps that the one before was late.
                Optional.empty(),
                Optional.empty(),
                record());
        return noted(after, JointAction.OPEN_IT.text(), wish.text());
    }

    /** @throws IllegalTransitionException if it is not open */
    public Change invite(List<Actor> who, Function<Collection<Actor>, String> decider)
            throws IllegalTransitionException {
        JointHandling is = there();
        List<Actor> news =
                who.stream().filter(each -> !is.isParty(each)).distinct().toList();
        if (news.isEmpty() && is.beside(eventStatus) == JointStatus.OPEN) {
            return nothing(is);
        }
        check(is, JointAction.INVITE);
        checkRoom(is);
        List<Party> parties = with(is.parties(), news);
        return noted(
                with(
                        is,
                        JointStatus.OPEN,
                        parties,
                        decider.apply(parties.stream().map(Party::who).toList()),
                        is.overdueAt(),
                        is.verdict()),
                JointAction.INVITE.text(),
                Optional.of(String.join(", ", news.stream().map(Actor::toString).toList())));
    }

    /** @throws IllegalTransitionException if it is not open */
    public Change opinion(String text) throws IllegalTransitionException {
        JointHandling is = there();
        if (is.beside(eventStatus) == JointStatus.OPEN
                && is.opinionOf(actor).flatMap(Entry::text).equals(Optional.of(text))) {
            return nothing(is);
        }
        check(is, JointAction.OPINION);
        checkRoom(is);
        return noted(is, JointAction.OPINION.text(), Optional.of(text));
    }

    /** @throws IllegalTransitionException if it is not open, or its event is not worked on, so that no orders can go out */
    public Change decide(Verdict verdict) throws IllegalTransitionException {
        JointHandling is = there();
        if (is.status() == JointStatus.DECIDED
                && is.verdict().filter(verdict::saysTheSame).isPresent()) {
            return nothing(is);
        }
        check(is, JointAction.DECIDE);
        if (!eventStatus.isBeingWorked()) {
            throw new IllegalTransitionException(
                    "event " + event + " is " + eventStatus
                            + ": a decision makes orders, which are possible only while it is FILED, DISPATCHED or IN_PROGRESS",
                    is.beside(eventStatus).name(),
                    List.of(JointAction.INVITE.text(), JointAction.OPINION.text(), JointAction.WITHDRAW.text()));
        }
        return noted(
                with(is, JointStatus.DECIDED, is.parties(), is.decider(), is.overdueAt(), Optional.of(verdict)),
                JointAction.DECIDE.text(),
                Optional.of(verdict.summary()));
    }

    /** @throws IllegalTransitionException if it is decided or over */
    public Change withdraw(String reason) throws IllegalTransitionException {
        JointHandling is = there();
        if (is.status() == JointStatus.WITHDRAWN) {
            Entry last = is.record().get(is.record().size() - 1);
            if (last.by().equals(actor) && last.text().equals(Optional.of(reason))) {
                return nothing(is);
            }
        }
        check(is, JointAction.WITHDRAW);
        return noted(
                with(is, JointStatus.WITHDRAWN, is.parties(), is.decider(), is.overdueAt(), is.verdict()),
                JointAction.WITHDRAW.text(),
                Optional.of(reason));
    }

    /** Notes that the time for the decision is over; nothing where it was noted before, or is not so. */
    public Change overdue() {
        JointHandling is = before.orElseThrow();
        boolean isLate = is.beside(eventStatus) == JointStatus.OPEN
                && is.overdueAt().isEmpty()
                && is.decideBy().filter(end -> !end.isAfter(now)).isPresent();
        return isLate
                ? noted(
                        with(is, JointStatus.OPEN, is.parties(), is.decider(), is.decideBy(), is.verdict()),
                        JointAction.OVERDUE,
                        Optional.empty())
                : nothing(is);
    }

    private JointHandling there() throws IllegalTransitionException {
        if (before.isEmpty()) {
            throw new IllegalTransitionException(
                    "event " + event + " has no joint handling", "NONE", List.of(JointAction.OPEN_IT.text()));
        }
        return before.get();
    }

    private void check(JointHandling is, JointAction action) throws IllegalTransitionException {
        JointStatus present = is.beside(eventStatus);
        if (!action.isLegalFrom(present)) {
            throw new IllegalTransitionException(
                    "joint handling " + event + " is " + present
                            + is.openedBy()
                                    .filter(by -> present == JointStatus.OPEN)
                                    .map(by -> ", opened by " + by)
                                    .orElse("")
                            + ": " + action.text() + " is not possible from there",
                    present.name(),
                    JointAction.legalFrom(present));
        }
    }

    private static void checkRoom(JointHandling is) throws IllegalTransitionException {
        if (is.record().size() >= JointHandling.RECORD_MAX) {
            throw new IllegalTransitionException(
                    "the record of joint handling " + is.event() + " has "
                            + is.record().size() + " lines, and takes no more; decide or withdraw it",
                    is.status().name(),
                    List.of(JointAction.DECIDE.text(), JointAction.WITHDRAW.text()));
        }
    }

    private List<Party> with(List<Party> there, List<Actor> news) throws IllegalTransitionException {
        List<Party> parties = new ArrayList<>(there);
        for (Actor each : news) {
            if (parties.stream().noneMatch(party -> party.who().equals(each))) {
                parties.add(new Party(each, actor, now));
            }
        }
        if (parties.size() > JointHandling.PARTIES_MAX) {
            throw new IllegalTransitionException(
                    "joint handling " + event + " would have " + parties.size() + " parties; at most "
                            + JointHandling.PARTIES_MAX + " can deliberate",
                    before.map(is -> is.status().name()).orElse("NONE"),
                    List.of());
        }
        return parties;
    }

    private static JointHandling with(
            JointHandling is,
            JointStatus status,
            List<Party> parties,
            String decider,
            Optional<Instant> overdueAt,
            Optional<Verdict> verdict) {
        return new JointHandling(
                is.event(),
                status,
                is.grounds(),
                parties,
                decider,
                is.begunAt(),
                is.openedBy(),
                is.openedAt(),
                is.decideBy(),
                overdueAt,
                verdict,
                is.record());
    }

    private List<Entry> record() {
        return before.map(JointHandling::record).orElse(List.of());
    }

    private Change noted(JointHandling after, String action, Optional<String> text) {
        Entry entry = new Entry(now, actor, action, before.map(JointHandling::status), after.status(), text);
        List<Entry> record = new ArrayList<>(record());
        record.add(entry);
        return new Change(
                before,
                new JointHandling(
                        after.event(),
                        after.status(),
                        after.grounds(),
                        after.parties(),
                        after.decider(),
                        after.begunAt(),
                        after.openedBy(),
                        after.openedAt(),
                        after.decideBy(),
                        after.overdueAt(),
                        after.verdict(),
                        record),
                List.of(entry));
    }

    private Change nothing(JointHandling is) {
        return new Change(before, is, List.of());
    }
}
