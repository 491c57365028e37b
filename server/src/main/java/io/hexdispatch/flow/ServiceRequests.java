package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.category.CategoryKey;
import io.hexdispatch.order.CaseFile;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Events as those who report by Open311 ask for them. */
public interface ServiceRequests {
    /** @param updatedAt when something last happened to it */
    record ServiceRequest(CaseFile caseFile, Instant updatedAt) {}

    /**
     * Which events, of those that the reader may see.
     *
     * @param categories one of these; empty for all
     * @param isClosed closed or void, or neither; empty for all
     * @param from filed then or later
     * @param to filed then or earlier
     */
    record Wish(Set<CategoryKey> categories, Optional<Boolean> isClosed, Instant from, Instant to) {}

    /** The latest first. */
    Future<List<ServiceRequest>> list(Actor reader, Wish wish, int limit);

    /** By the serial numbers of the events, the latest first; those that are not there, or not for the reader, are left out. */
    Future<List<ServiceRequest>> find(Actor reader, List<Long> ids);
}
