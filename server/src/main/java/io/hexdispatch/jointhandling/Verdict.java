package io.hexdispatch.jointhandling;

import io.hexdispatch.access.Actor;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How it was decided.
 *
 * @param lead the code of the unit that leads
 * @param coHandling the codes of those that help, each once, without the lead
 */
public record Verdict(String lead, List<String> coHandling, String text, Actor by, Instant at) {
    public Verdict {
        coHandling = List.copyOf(coHandling);
    }

    boolean saysTheSame(Verdict other) {
        return lead.equals(other.lead)
                && coHandling.equals(other.coHandling)
                && text.equals(other.text)
                && by.equals(other.by);
    }

    /** In one sentence, for histories. */
    public String summary() {
        return "lead " + lead
                + (coHandling.isEmpty()
                        ? ""
                        : ", co-handling " + coHandling.stream().collect(Collectors.joining(", ")))
                + ": " + text;
    }
}
