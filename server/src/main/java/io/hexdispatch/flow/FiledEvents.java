package io.hexdispatch.flow;

import io.hexdispatch.order.CaseFile;
import io.vertx.core.Future;
import java.util.List;

/** The durable memory of how far the events that were filed have been examined. */
public interface FiledEvents {
    /** All that were filed with a lower serial number are examined. */
    Future<Long> examinedBelow();

    /** Writes it down; a successful future means committed. It never goes back. */
    Future<Void> examinedBelow(long id);

    /** The events with this serial number or a higher one, in the order of their numbers. */
    Future<List<CaseFile>> from(long id, int limit);
}
