package io.hexdispatch.jointhandling;

import io.hexdispatch.access.Actor;
import io.hexdispatch.event.EventNumber;
import java.time.Instant;
import java.util.List;

/** The joint handling that an event is to begin with. It is settled before the event has its number, and is written with it. */
public record Proposal(Detection detection, List<Actor> parties, String decider, JointTerms terms) {
    public Proposal {
        parties = List.copyOf(parties);
    }

    public JointHandling of(EventNumber event, Instant filedAt) {
        return JointHandling.detected(event, detection, parties, decider, terms, filedAt);
    }
}
