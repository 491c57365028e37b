package io.hexdispatch.audit;

import io.hexdispatch.access.Actor;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Entries that were taken out from the beginning of the chain. What remains is joined to this, which is itself in the chain.
 *
 * @param last the last of them
 * @param hash its hash
 */
public record Trimming(long last, Sha256 hash) {
    private static final Pattern DETAIL =
            Pattern.compile("entries to (\\d{1,18}) taken out, the last with hash ([0-9a-f]{64})");

    public AuditRecord record(Instant at, Actor actor, Instant before) {
        return AuditRecord.of(
                at,
                actor,
                "trim audit",
                "before " + before,
                AuditOutcome.TRIMMED,
                "entries to " + last + " taken out, the last with hash " + hash);
    }

    /** The trimming that an entry is; empty where it is none that can be read. */
    public static Optional<Trimming> of(AuditRecord record) {
        Matcher detail = DETAIL.matcher(record.detail());
        return record.outcome() == AuditOutcome.TRIMMED && detail.matches()
                ? Optional.of(new Trimming(Long.parseLong(detail.group(1)), Sha256.ofHex(detail.group(2))))
                : Optional.empty();
    }
}
