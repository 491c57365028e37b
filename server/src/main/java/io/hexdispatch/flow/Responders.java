package io.hexdispatch.flow;

import io.hexdispatch.assignment.Responder;
import io.hexdispatch.grid.coordinate.LonLat;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** The durable memory of responders and of where they were last seen. */
public interface Responders {
    /** A responder as he was last known. */
    record Known(Responder responder, LonLat position, int openOrders) {}

    record Position(String responder, LonLat at, Instant time) {}

    Future<List<Known>> all();

    /** Takes responders in, or what is new about known ones. */
    Future<Void> put(List<Known> responders, Instant now);

    /** Keeps where responders were last seen; an older position never replaces a newer one. */
    Future<Void> keep(List<Position> positions);
}
