package io.hexdispatch.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** A hash of 32 bytes (FIPS 180-4). */
public final class Sha256 {
    public static final int LENGTH = 32;
    /** What stands before the first entry. */
    public static final Sha256 NONE = new Sha256(new byte[LENGTH]);

    private final byte[] bytes;

    private Sha256(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @throws IllegalArgumentException if these are not 32 bytes */
    public static Sha256 ofBytes(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a SHA-256 hash has " + LENGTH + " bytes, not " + bytes.length);
        }
        return new Sha256(bytes.clone());
    }

    /** @throws IllegalArgumentException if these are not 64 hexadecimal digits */
    public static Sha256 ofHex(String hex) {
        return ofBytes(HexFormat.of().parseHex(hex));
    }

    public static Sha256 of(byte[] message) {
        return new Sha256(digest().digest(message));
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sha256 that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** In hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
