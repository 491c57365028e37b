package io.hexdispatch.source;

import java.util.Optional;

/**
 * A system that reports events, as the registry knows it.
 *
 * @param key its id: what its token is for, and the source of its reports
 * @param mapping how it is read where it posts in its own shape; empty where it posts in ours
 * @param limit empty for none
 * @param isOn whether its reports are taken
 */
public record Source(
        String key,
        String name,
        SourceKind kind,
        Optional<FieldMapping> mapping,
        Optional<RateLimit> limit,
        boolean isOn) {}
