package io.hexdispatch.event;

import io.hexdispatch.access.Actor;
import java.time.Instant;
import java.util.Optional;

/**
 * Something asked for that waits for another's approval: an extension, a suspension or the voiding of the event.
 *
 * @param until when it is to end; empty for a voiding
 */
public record Request(EventAction action, Optional<Instant> until, Actor by, Instant at, Optional<String> reason) {}
