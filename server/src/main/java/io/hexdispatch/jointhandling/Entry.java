package io.hexdispatch.jointhandling;

import io.hexdispatch.access.Actor;
import java.time.Instant;
import java.util.Optional;

/**
 * One line of the record: who did what, when, and what he said. Only ever appended.
 *
 * @param action the word for what was done, such as {@code opinion}
 * @param from the status before; empty at the beginning
 */
public record Entry(
        Instant at, Actor by, String action, Optional<JointStatus> from, JointStatus to, Optional<String> text) {}
