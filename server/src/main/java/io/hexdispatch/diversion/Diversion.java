package io.hexdispatch.diversion;

import io.hexdispatch.access.Actor;
import io.hexdispatch.event.EventNumber;
import java.time.Instant;

/** An item of the police line that became an event. @param policeNumber its number there, which it keeps */
public record Diversion(
        String source, String policeNumber, Matter matter, EventNumber event, Actor by, Instant divertedAt) {}
