package io.hexdispatch.rollcall;

import io.hexdispatch.event.Place;
import java.time.Instant;
import java.util.Optional;

/** Somebody is there. @param at when the server had it */
public record Answer(Instant at, Optional<String> text, Optional<Place> place) {}
