package io.hexdispatch.assignment;

/** What the rules say about an event: either who handles it, or why nobody does. */
public sealed interface Decision permits Competence, NoCompetentUnit {
    /** The rule that decided. */
    AssignmentRule rule();

    /** The decision in one sentence for the event's record, with the rule and its line. */
    String explanation();
}
