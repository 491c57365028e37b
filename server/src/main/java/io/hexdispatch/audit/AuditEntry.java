package io.hexdispatch.audit;

/**
 * A link of the chain.
 *
 * @param id rises by one with every entry
 * @param hash over the hash before and the record
 */
public record AuditEntry(long id, AuditRecord record, Sha256 hash) {
    /** The entry that follows a link. */
    public static AuditEntry after(long id, Sha256 hash, AuditRecord record) {
        return new AuditEntry(id + 1, record, hashOf(id + 1, hash, record));
    }

    /** Whether this is what was written after a link. */
    public boolean follows(Sha256 before) {
        return hash.equals(hashOf(id, before, record));
    }

    private static Sha256 hashOf(long id, Sha256 before, AuditRecord record) {
        return new Canonical()
                .bytes(before)
                .number(id)
                .time(record.at())
                .text(record.actor().role().name())
                .text(record.actor().id())
                .text(record.action())
                .text(record.subject())
                .text(record.outcome().name())
                .text(record.detail())
                .hash();
    }
}
