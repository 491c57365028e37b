package io.hexdispatch.loadtests.scenario;

import java.io.IOException;

/**
 * The search for the highest rate that a server holds: upwards in steps until a rate does not hold, and then in between. A rate
 * that does not hold is tried once more, since a burst of another program on the machine is no limit of the server.
 */
final class HighestRate {
    private static final int TRIALS = 2;

    /** Tries a rate. */
    interface Trial {
        boolean holds(int rate) throws IOException, InterruptedException;
    }

    private final double factor;
    private final int refinements;
    private final int rateMax;

    /**
     * @param factor from one step to the next, more than 1
     * @param refinements how often the gap between the last rate that held and the first that did not is halved
     * @param rateMax where to stop, even if it holds
     */
    HighestRate(double factor, int refinements, int rateMax) {
        this.factor = factor;
        this.refinements = refinements;
        this.rateMax = rateMax;
    }

    /** The highest rate that held; 0 where not even {@code start} did. */
    int search(int start, Trial trial) throws IOException, InterruptedException {
        int held = 0;
        int next = start;
        while (holds(trial, next)) {
            held = next;
            if (held >= rateMax) {
                return held;
            }
            next = Math.min(rateMax, Math.max(held + 1, (int) Math.round(held * factor)));
        }
        int failed = next;
        for (int i = 0; i < refinements && held > 0 && failed - held > 1; i++) {
            int between = (int) Math.round(Math.sqrt((double) held * failed));
            if (holds(trial, between)) {
                held = between;
            } else {
                failed = between;
            }
        }
        return held;
    }

    private static boolean holds(Trial trial, int rate) throws IOException, InterruptedException {
        for (int i = 0; i < TRIALS; i++) {
            if (trial.holds(rate)) {
                return true;
            }
        }
        return false;
    }
}
