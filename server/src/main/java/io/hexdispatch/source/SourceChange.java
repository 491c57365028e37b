package io.hexdispatch.source;

import io.hexdispatch.access.Actor;
import java.time.Instant;
import java.util.Optional;

/** A line of the registry's history. @param source as it was left; empty where it was taken out */
public record SourceChange(String key, Instant at, Actor by, Optional<Source> source) {}
