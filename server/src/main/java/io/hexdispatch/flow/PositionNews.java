package io.hexdispatch.flow;

import java.time.Instant;

/** Told where responders are, as soon as it is known; what it does must be quick, as positions are many. */
public interface PositionNews {
    /** @param at when the responder was there */
    void moved(String responder, Instant at);
}
