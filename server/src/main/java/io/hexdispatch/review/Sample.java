package io.hexdispatch.review;

import io.hexdispatch.access.Actor;
import java.time.Instant;
import java.util.Optional;

/**
 * A sample that was drawn and is kept.
 *
 * @param id rises with every sample
 * @param frame of what it was drawn
 * @param population how many events that were
 * @param drawn how many of them were drawn
 * @param reviewed how many of these were looked at by now
 * @param defective of how many the last finding is that something is wrong
 */
public record Sample(
        long id, Frame frame, int population, int drawn, int reviewed, int defective, Actor by, Instant drawnAt) {
    /**
     * What a sample is drawn of, and how.
     *
     * @param area the code of the grid in which the events lie; empty for the whole city
     * @param from filed then or later
     * @param to filed before
     * @param size how many to draw
     */
    public record Frame(String seed, Optional<String> area, Instant from, Instant to, int size) {}
}
