package io.hexdispatch.duplicate;

import io.hexdispatch.event.EventNumber;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds for events the one into which each would be merged: of all that it is like, the one filed first. So a hundred reports of one
 * thing are proposed into one of them, and not in a chain from each to the next. Not thread-safe.
 */
public final class PrincipalChoice {
    private final Map<EventNumber, Duplicate> byEvent = new HashMap<>();

    /** Two that may be the same, in any order. */
    public void add(Reported one, Reported other, DuplicateTerms terms) {
        if (one.event().equals(other.event())) {
            return;
        }
        boolean isEarlier = one.event().id() < other.event().id();
        EventNumber principal = isEarlier ? one.event() : other.event();
        EventNumber event = isEarlier ? other.event() : one.event();
        terms.compare(one, other)
                .map(likeness -> new Duplicate(principal, event, likeness))
                .ifPresent(found -> byEvent.merge(
                        event,
                        found,
                        (before, next) ->
                                before.principal().id() <= next.principal().id() ? before : next));
    }

    /** In the order of the events' numbers. */
    public List<Duplicate> duplicates() {
        return byEvent.values().stream()
                .sorted((one, other) ->
                        Long.compare(one.event().id(), other.event().id()))
                .toList();
    }
}
