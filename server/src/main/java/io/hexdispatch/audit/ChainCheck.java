package io.hexdispatch.audit;

import java.util.Optional;

/** Follows a chain from a link that is trusted, and says where it is first broken. */
public final class ChainCheck {
    /** @param entry where the chain is first broken */
    public record Break(long entry, String detail) {}

    private long id;
    private Sha256 hash;
    private Optional<Long> sealedTo = Optional.empty();

    /** @param id of the link before the first entry that is followed; 0 and {@link Sha256#NONE} for a whole chain */
    public ChainCheck(long id, Sha256 hash) {
        this.id = id;
        this.hash = hash;
    }

    public long id() {
        return id;
    }

    public Sha256 hash() {
        return hash;
    }

    /** The next entry as it stands there. */
    public Optional<Break> follow(AuditEntry entry) {
        if (entry.id() != id + 1) {
            return Optional.of(new Break(id + 1, "it is missing; the next one is " + entry.id()));
        }
        if (!entry.follows(hash)) {
            return Optional.of(new Break(
                    entry.id(),
                    "it is not what was written: its hash does not fit it and the entry before (it now says: "
                            + entry.record() + ")"));
        }
        id = entry.id();
        hash = entry.hash();
        Optional<HistorySeal> seal = HistorySeal.of(entry.record());
        if (seal.isPresent()
                && sealedTo.isPresent()
                && sealedTo.get() != seal.get().from()) {
            return Optional.of(new Break(
                    id, "history is sealed from " + seal.get().from() + " on, but before only to " + sealedTo.get()));
        }
        seal.ifPresent(each -> sealedTo = Optional.of(each.to()));
        return Optional.empty();
    }

    /** After the last entry: whether it is the one that was written last. */
    public Optional<Break> end(long headId, Sha256 headHash) {
        if (headId != id) {
            return Optional.of(new Break(
                    Math.min(headId, id) + 1,
                    headId > id
                            ? "it and what follows is missing; " + headId + " was the last that was written"
                            : "it was not written by a server; " + headId + " was the last that was"));
        }
        return headHash.equals(hash)
                ? Optional.empty()
                : Optional.of(new Break(id, "it is not the last that was written, which had another hash"));
    }
}
