package io.hexdispatch.rollcall;

import io.hexdispatch.access.Actor;
import io.hexdispatch.grid.GridCode;
import java.util.Optional;

/**
 * Somebody who is called.
 *
 * @param county where he counts: of a centre, its own or the one above; of a responder, where he stood or belonged when he was called
 * @param township in the same way
 */
public record Called(
        Actor actor, String name, CalledLevel level, Optional<GridCode> county, Optional<GridCode> township) {}
