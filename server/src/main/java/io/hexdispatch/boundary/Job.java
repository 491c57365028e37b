package io.hexdispatch.boundary;

import io.hexdispatch.access.Actor;
import java.time.Instant;
import java.util.Optional;

/**
 * Work that takes longer than an answer may: a file that is being read and checked.
 *
 * @param about what it works on, such as the file's name
 * @param step what is being done now, such as "shapes"
 * @param done how much of {@code total} is done in this step
 * @param version the boundary version that came of it; empty until then
 * @param problem why it failed; empty where it did not
 */
public record Job(
        String id,
        Actor by,
        String about,
        Instant startedAt,
        State state,
        String step,
        long done,
        long total,
        Optional<String> version,
        Optional<String> problem) {
    /** How far a job is. */
    public enum State {
        WAITING,
        RUNNING,
        DONE,
        FAILED
    }

    public static Job waiting(String id, Actor by, String about, Instant now) {
        return new Job(id, by, about, now, State.WAITING, "waiting", 0, 0, Optional.empty(), Optional.empty());
    }

    public Job at(String nextStep, long nextDone, long nextTotal) {
        return new Job(id, by, about, startedAt, State.RUNNING, nextStep, nextDone, nextTotal, version, problem);
    }

    public Job done(String made) {
        return new Job(id, by, about, startedAt, State.DONE, "done", 1, 1, Optional.of(made), Optional.empty());
    }

    public Job failed(String why) {
        return new Job(id, by, about, startedAt, State.FAILED, step, done, total, Optional.empty(), Optional.of(why));
    }

    public boolean isOver() {
        return state == State.DONE || state == State.FAILED;
    }
}
