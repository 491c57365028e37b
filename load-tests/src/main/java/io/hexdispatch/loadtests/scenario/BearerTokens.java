package io.hexdispatch.loadtests.scenario;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes the tokens that {@code hexdispatch token} would print, some hundred of them at once: to start that command for every unit
 * would take minutes. JSON Web Tokens signed by HMAC SHA-256 (RFC 7515, RFC 7519) with the key in the server's data folder.
 */
public final class BearerTokens {
    private static final Duration VALID = Duration.ofDays(1);
    private static final String ALGORITHM = "HmacSHA256";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final SecretKeySpec key;

    private BearerTokens(SecretKeySpec key) {
        this.key = key;
    }

    /** @throws IOException if the folder is not the data folder of a server that has been started */
    public static BearerTokens of(Path dataFolder) throws IOException {
        Path file = dataFolder.resolve("token.key");
        if (!Files.isReadable(file)) {
            throw new IOException("there is no readable " + file + "; --data names the data folder of the server");
        }
        String secret = Files.readString(file, StandardCharsets.US_ASCII).strip();
        return new BearerTokens(new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), ALGORITHM));
    }

    /**
     * @param role as {@code hexdispatch token --role} takes it
     * @param subject as {@code --for} takes it; without quotation marks and backslashes
     */
    public String token(String role, String subject) {
        long now = Instant.now().getEpochSecond();
        String header = "{\"typ\":\"JWT\",\"alg\":\"HS256\"}";
        String claims = "{\"role\":\"" + role + "\",\"sub\":\"" + subject + "\",\"iss\":\"hexdispatch\",\"iat\":" + now
                + ",\"exp\":" + (now + VALID.toSeconds()) + "}";
        String signed =
                base64(header.getBytes(StandardCharsets.UTF_8)) + "." + base64(claims.getBytes(StandardCharsets.UTF_8));
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return signed + "." + base64(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private static String base64(byte[] bytes) {
        return BASE64.encodeToString(bytes);
    }
}
