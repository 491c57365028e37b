package io.hexdispatch.jointhandling;

import io.hexdispatch.access.Actor;
import java.time.Instant;

/** Who takes part: a unit, or the centre of a grid. @param invitedBy {@link Actor#SYSTEM} where a rule named it */
public record Party(Actor who, Actor invitedBy, Instant invitedAt) {}
