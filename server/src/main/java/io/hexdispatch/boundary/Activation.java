package io.hexdispatch.boundary;

import io.hexdispatch.access.Actor;
import java.time.Instant;
import java.util.Optional;

/** That a version of the boundaries went live: which, by whom, when and why. */
public record Activation(String version, Actor by, Instant at, Optional<String> reason) {}
