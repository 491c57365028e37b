package io.hexdispatch.audit;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

/**
 * The hash over lines of the events' history, one after the other: SHA-256 over the SHA-256 of each. The first four bytes of each are
 * kept as marks, with which the one that was changed is found; the proof is the hash.
 */
public final class HistoryDigest {
    public static final int MARK_LENGTH = 4;
    /** Of more lines no marks are kept: at most so many are there but for the first seal of a large city. */
    static final long MARKED_LINES_MAX = 1_000_000;

    private final MessageDigest digest = Sha256.digest();
    private final ByteArrayOutputStream marks = new ByteArrayOutputStream();
    private long lines;

    /** @param values of all columns in their order, null where there is none */
    public byte[] add(List<String> values) {
        Canonical canonical = new Canonical();
        values.forEach(canonical::text);
        byte[] hash = canonical.hash().bytes();
        digest.update(hash);
        lines++;
        byte[] mark = Arrays.copyOf(hash, MARK_LENGTH);
        if (lines <= MARKED_LINES_MAX) {
            marks.writeBytes(mark);
        }
        return mark;
    }

    public long lines() {
        return lines;
    }

    public byte[] marks() {
        return lines > MARKED_LINES_MAX ? new byte[0] : marks.toByteArray();
    }

    /** Once, after the last line. */
    public Sha256 hash() {
        return Sha256.ofBytes(digest.digest());
    }
}
