package io.hexdispatch.event;

import io.hexdispatch.category.Category;
import java.time.Instant;
import java.util.Optional;

/**
 * What a source tells us. The source and its own id together name it: the same pair twice is one event.
 *
 * @param occurredAt when it happened, by the source's clock
 * @param receivedAt when it reached us
 */
public record Report(
        String source,
        String sourceEventId,
        Category category,
        Place place,
        String text,
        Optional<Reporter> reporter,
        Instant occurredAt,
        Instant receivedAt) {}
