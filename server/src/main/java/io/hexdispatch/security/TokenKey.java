package io.hexdispatch.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The secret that tokens are signed with. It lies in the data folder, readable by its owner alone; whoever has it can make any
 * token, and when it is deleted every token is void.
 */
public final class TokenKey {
    private static final String FILE_NAME = "token.key";
    private static final int SECRET_BYTES = 32;

    private final String secret;

    private TokenKey(String secret) {
        this.secret = secret;
    }

    String secret() {
        return secret;
    }

    /**
     * Reads the key of a data folder, or makes it at the first time.
     *
     * @throws IOException if the folder cannot be used, or the file does not hold a key
     */
    public static TokenKey in(Path dataFolder) throws IOException {
        Path file = dataFolder.resolve(FILE_NAME);
        if (!Files.exists(file)) {
            create(file);
        }
        // Every byte is a character of Latin 1, so that whatever is wrong with the file is told in the same words.
        String secret = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        if (!secret.matches("[0-9a-f]{" + SECRET_BYTES * 2 + "}")) {
            throw new IOException(file + " does not hold a key of " + SECRET_BYTES * 2
                    + " hexadecimal digits; delete it to have a new one made, which voids all tokens");
        }
        return new TokenKey(secret);
    }

    /** Under another name first, so that a power failure leaves a whole key or none. */
    private static void create(Path file) throws IOException {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        Path draft = Files.createTempFile(
                file.getParent(),
                FILE_NAME,
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(draft, HexFormat.of().formatHex(secret) + "\n", StandardCharsets.US_ASCII);
            // A link, unlike a move, never replaces the key that another process made in the meantime.
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException theOtherWasFirst) {
            return;
        } catch (UnsupportedOperationException noLinks) {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
