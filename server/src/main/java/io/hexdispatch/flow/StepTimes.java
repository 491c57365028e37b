package io.hexdispatch.flow;

/** Told how long each step of the flow takes, for whoever watches the server; what it does must cost next to nothing. */
@FunctionalInterface
public interface StepTimes {
    /** The steps of an event's way. */
    enum Step {
        /** From a body of JSON to a report, or to its faults. */
        INTAKE,
        /** From a place to its grids. */
        LOCATE,
        /** From the grids to units and responders, with detection of joint handling. */
        ASSIGN,
        /** From the decision to its commit, with the wait for the group. */
        COMMIT,
        /** From the commit until everybody who is connected has been written to. */
        DELIVER
    }

    void took(Step step, long nanos);
}
