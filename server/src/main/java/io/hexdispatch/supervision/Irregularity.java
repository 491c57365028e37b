package io.hexdispatch.supervision;

import io.hexdispatch.access.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An irregularity as a rule or a person sees it, before it is in the books.
 *
 * @param occasion tells those of one kind and event apart; the same kind, event and occasion is the same irregularity, however often
 *     it is seen
 * @param at when it came about
 * @param by who transferred it by hand; empty where a rule found it
 * @param reason what it is, in words
 * @param accountable the units and centres that must answer, one at least
 */
public record Irregularity(
        Subject subject,
        FindingKind kind,
        String occasion,
        Instant at,
        Optional<Actor> by,
        String reason,
        Evidence evidence,
        List<Actor> accountable) {
    public Irregularity {
        accountable = List.copyOf(accountable);
        if (accountable.isEmpty()) {
            throw new IllegalArgumentException(kind + " of " + subject.event() + " that nobody is accountable for");
        }
    }
}
