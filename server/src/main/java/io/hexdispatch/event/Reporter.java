package io.hexdispatch.event;

import java.util.Optional;

/** The person behind a report, as far as the source says. */
public record Reporter(Optional<String> name, Optional<String> phone) {}
