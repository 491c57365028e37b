package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.diversion.Diversion;
import io.hexdispatch.diversion.DiversionFigures;
import io.hexdispatch.diversion.Matter;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The durable memory of what was diverted. A source sees its own, a centre its area, the others all. */
public interface Diversions {
    /** Keeps it, with a line in the history of its event; diverted before, it stays as it was, and that is the answer. */
    Future<Diversion> keep(Diversion diversion);

    /** The latest first. */
    Future<List<Diversion>> list(Actor reader, Optional<String> policeNumber, Optional<Matter> matter, int limit);

    /** Of what was diverted from {@code from} until before {@code to}. */
    Future<DiversionFigures> figures(Actor reader, Instant from, Instant to);
}
