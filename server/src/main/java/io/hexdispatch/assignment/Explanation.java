package io.hexdispatch.assignment;

import io.hexdispatch.order.OrderRole;
import java.util.List;
import java.util.Optional;

/**
 * Why an event was assigned as it was, kept with the event.
 *
 * @param located how the place was found on the map, or that it was not
 * @param rule which rule said who is competent; empty where none was asked
 * @param choices how the responder of each order was chosen
 * @param queueReason why a person has to dispatch it; empty where it was dispatched at once
 * @param jointHandling what spoke for joint handling, and what came of it; empty where nothing did
 */
public record Explanation(
        String located,
        Optional<String> rule,
        List<Choice> choices,
        Optional<String> queueReason,
        Optional<String> jointHandling) {
    public Explanation {
        choices = List.copyOf(choices);
    }

    public Explanation(String located, Optional<String> rule, List<Choice> choices, Optional<String> queueReason) {
        this(located, rule, choices, queueReason, Optional.empty());
    }

    /** The same, and why it is a matter for several. */
    public Explanation withJointHandling(String why) {
        return new Explanation(located, rule, choices, queueReason, Optional.of(why));
    }

    /**
     * The choice of a responder within a unit.
     *
     * @param candidates nearest first; without a chosen one the order went to the unit alone
     */
    public record Choice(OrderRole role, String unit, String unitName, List<Candidate> candidates) {
        public Choice {
            candidates = List.copyOf(candidates);
        }
    }
}
