package io.hexdispatch.audit;

import io.hexdispatch.access.Actor;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All lines of the events' history that were written by some transactions.
 *
 * @param from the first transaction; below 0 also the lines of which nobody knows by which they were written
 * @param to the transaction after the last
 * @param hash over the lines in the order of their keys
 */
public record HistorySeal(long from, long to, long lines, Sha256 hash) {
    private static final String ACTION = "seal history";
    private static final Pattern SUBJECT = Pattern.compile("transactions (-?\\d{1,18}) to (\\d{1,18})");
    private static final Pattern DETAIL = Pattern.compile("(\\d{1,18}) lines, sha256 ([0-9a-f]{64})");

    public AuditRecord record(Instant at) {
        return AuditRecord.of(
                at,
                Actor.SYSTEM,
                ACTION,
                "transactions " + from + " to " + to,
                AuditOutcome.SEALED,
                lines + " lines, sha256 " + hash);
    }

    /** The seal that an entry is; empty where it is none that can be read. */
    public static Optional<HistorySeal> of(AuditRecord record) {
        Matcher subject = SUBJECT.matcher(record.subject());
        Matcher detail = DETAIL.matcher(record.detail());
        return record.outcome() == AuditOutcome.SEALED && subject.matches() && detail.matches()
                ? Optional.of(new HistorySeal(
                        Long.parseLong(subject.group(1)),
                        Long.parseLong(subject.group(2)),
                        Long.parseLong(detail.group(1)),
                        Sha256.ofHex(detail.group(2))))
                : Optional.empty();
    }
}
