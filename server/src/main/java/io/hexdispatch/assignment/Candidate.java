package io.hexdispatch.assignment;

import java.util.Optional;

/**
 * A responder who was looked at for an order.
 *
 * @param passedOver why he did not get it; empty for the one who did
 */
public record Candidate(String responder, String name, double distanceMetres, Optional<String> passedOver) {}
