package io.hexdispatch.deadline;

import io.hexdispatch.access.Actor;
import java.util.Optional;

/**
 * One rung of the ladder that a missed deadline climbs, from the street to the city.
 *
 * @param told the centre or unit that is told
 * @param patience how long after that the next rung is told; empty at the top
 */
public record Rung(Actor told, Optional<Limit> patience) {}
