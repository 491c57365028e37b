package io.hexdispatch.jointhandling;

import io.hexdispatch.access.Actor;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.EventStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The joint handling of an event (三跨会商): who takes part, what they say, and what is decided. An event has at most one, so its number
 * is the event's.
 *
 * @param status the kept one; what it comes to beside the event's says {@link JointStatus#beside}
 * @param decider the code of the grid whose centre decides: the narrowest that holds the event and all parties
 * @param begunAt when a rule or a person first saw grounds
 * @param openedBy who opened it last; empty while it is proposed
 * @param decideBy until when it must be decided; empty while it is proposed
 * @param overdueAt set once that moment passed without a decision, and kept from then on
 * @param record all that was done and said, oldest first; empty in lists
 */
public record JointHandling(
        EventNumber event,
        JointStatus status,
        Set<Grounds> grounds,
        List<Party> parties,
        String decider,
        Instant begunAt,
        Optional<Actor> openedBy,
        Optional<Instant> openedAt,
        Optional<Instant> decideBy,
        Optional<Instant> overdueAt,
        Optional<Verdict> verdict,
        List<Entry> record) {
    public static final int PARTIES_MAX = 50;
    /** More has no deliberation to say; it can still be decided and withdrawn then. */
    public static final int RECORD_MAX = 500;

    public JointHandling {
        grounds = grounds.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(grounds));
        parties = List.copyOf(parties);
        record = List.copyOf(record);
    }

    /** As a rule begins it when the event is filed. */
    public static JointHandling detected(
            EventNumber event,
            Detection detection,
            Collection<Actor> parties,
            String decider,
            JointTerms terms,
            Instant now) {
        boolean isOpen = detection.policy() == Policy.OPEN;
        JointStatus status = isOpen ? JointStatus.OPEN : JointStatus.PROPOSED;
        return new JointHandling(
                event,
                status,
                detection.grounds(),
                parties.stream()
                        .distinct()
                        .limit(PARTIES_MAX)
                        .map(party -> new Party(party, Actor.SYSTEM, now))
                        .toList(),
                decider,
                now,
                isOpen ? Optional.of(Actor.SYSTEM) : Optional.empty(),
                isOpen ? Optional.of(now) : Optional.empty(),
                isOpen ? Optional.of(terms.decideBy(now)) : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(new Entry(
                        now,
                        Actor.SYSTEM,
                        isOpen ? JointAction.OPEN_IT.text() : JointAction.PROPOSE,
                        Optional.empty(),
                        status,
                        Optional.of(detection.explanation()))));
    }

    public boolean isParty(Actor actor) {
        return parties.stream().anyMatch(party -> party.who().equals(actor));
    }

    /** What a party said last since it was opened; what it said before is in the record. */
    public Optional<Entry> opinionOf(Actor party) {
        return sinceOpening().stream()
                .filter(entry -> entry.action().equals(JointAction.OPINION.text()))
                .filter(entry -> entry.by().equals(party))
                .reduce((earlier, later) -> later);
    }

    private List<Entry> sinceOpening() {
        for (int i = record.size() - 1; i >= 0; i--) {
            if (record.get(i).action().equals(JointAction.OPEN_IT.text())) {
                return record.subList(i, record.size());
            }
        }
        return record;
    }

    /** What it comes to beside its event. */
    public JointStatus beside(EventStatus eventStatus) {
        return status.beside(eventStatus);
    }
}
