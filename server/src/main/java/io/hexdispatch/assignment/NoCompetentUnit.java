package io.hexdispatch.assignment;

/**
 * The rule's lead department has no unit for the place, so that somebody must decide by hand.
 *
 * @param rule the rule that decided
 * @param reason what is missing, for the people at the manual queue
 */
public record NoCompetentUnit(AssignmentRule rule, String reason) implements Decision {
    @Override
    public String explanation() {
        return "rule " + rule + ": " + reason;
    }
}
