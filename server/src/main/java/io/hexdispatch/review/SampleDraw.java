package io.hexdispatch.review;

import io.hexdispatch.event.EventNumber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Draws a sample from a population in strata. Within a stratum the events are ordered by the SHA-256 of the seed, a slash and the event's
 * number, and the first are drawn: to whoever does not choose the seed a simple random sample without replacement, and to whoever has
 * seed and population the same sample again, in whatever order he reads them and with whatever tools. Not thread-safe.
 */
public final class SampleDraw {
    /** An event of the sample. */
    public record Drawn(EventNumber event, Stratum stratum) {}

    private record Ticket(long rank, EventNumber event) {}

    private final String seed;
    private final MessageDigest digest;
    private final Map<Stratum, List<Ticket>> population = new TreeMap<>();
    private int size;

    public SampleDraw(String seed) {
        this.seed = seed;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Adds an event to the population. */
    public void add(EventNumber event, Stratum stratum) {
        byte[] hash = digest.digest((seed + "/" + event).getBytes(StandardCharsets.UTF_8));
        population
                .computeIfAbsent(stratum, first -> new ArrayList<>())
                .add(new Ticket(ByteBuffer.wrap(hash).getLong(), event));
        size++;
    }

    /** How many the population has. */
    public int population() {
        return size;
    }

    /** How many each stratum has. */
    public Map<Stratum, Integer> sizes() {
        Map<Stratum, Integer> sizes = new TreeMap<>();
        population.forEach((stratum, tickets) -> sizes.put(stratum, tickets.size()));
        return sizes;
    }

    /** Draws so many, or all where there are fewer; by strata, and within each in the order in which they were drawn. */
    public List<Drawn> draw(int wanted) {
        if (population.isEmpty()) {
            return List.of();
        }
        List<Drawn> drawn = new ArrayList<>();
        Allocation.of(sizes(), wanted).forEach((stratum, number) -> population.get(stratum).stream()
                .sorted(Comparator.<Ticket>comparingLong(ticket -> ticket.rank() + Long.MIN_VALUE)
                        .thenComparingLong(ticket -> ticket.event().id()))
                .limit(number)
                .forEach(ticket -> drawn.add(new Drawn(ticket.event(), stratum))));
        return drawn;
    }
}
