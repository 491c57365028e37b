package io.hexdispatch.geodata.check;

/** Told how far a check has come, always by the thread that runs it and at least once per step. */
@FunctionalInterface
public interface CheckProgress {
    /** Tells nobody. */
    CheckProgress SILENT = (step, done, total) -> {};

    /**
     * @param step what is being done, such as "shapes"
     * @param done how much of {@code total} is done: never less than before in the same step, while the total can grow
     */
    void step(String step, long done, long total);
}
