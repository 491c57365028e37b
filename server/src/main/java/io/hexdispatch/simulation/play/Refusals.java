package io.hexdispatch.simulation.play;

import io.hexdispatch.access.Actor;
import java.util.ArrayList;
import java.util.List;

/** What was tried by those who may not, so that it must stand in the server's audit. */
public final class Refusals {
    /** @param subject the number of the event */
    public record Refusal(Actor by, String action, String subject) {}

    private final List<Refusal> refusals = new ArrayList<>();

    void note(Actor by, String action, String subject) {
        refusals.add(new Refusal(by, action, subject));
    }

    public List<Refusal> all() {
        return List.copyOf(refusals);
    }
}
