package io.hexdispatch.postgres;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * How the way to a PostgreSQL is encrypted, and how the database shows that it is the right one: the parameters {@code sslmode} and
 * {@code sslrootcert} of its address, with the meanings that libpq gives them, the same for both clients that are used here.
 */
final class DatabaseEncryption {
    private static final String MODE = "sslmode=";
    private static final String AUTHORITY = "sslrootcert=";
    private static final String BY_HOST_NAME = "HTTPS";

    private final SslMode mode;
    private final Optional<Path> authority;

    private DatabaseEncryption(SslMode mode, Optional<Path> authority) {
        this.mode = mode;
        this.authority = authority;
    }

    /**
     * @param query of the address; null where it has none
     * @param malformed what is thrown where the mode is none
     */
    static DatabaseEncryption of(String query, Supplier<IllegalArgumentException> malformed) {
        SslMode mode = null;
        Optional<Path> authority = Optional.empty();
        for (String parameter : query == null ? new String[0] : query.split("&")) {
            if (parameter.startsWith(MODE)) {
                mode = mode(parameter.substring(MODE.length()), malformed);
            } else if (parameter.startsWith(AUTHORITY)) {
                authority = Optional.of(file(parameter.substring(AUTHORITY.length())));
            }
        }
        if (authority.isPresent() && (mode == null || mode == SslMode.REQUIRE)) {
            // As libpq does: whoever names an authority wants it asked.
            mode = SslMode.VERIFY_CA;
        }
        return new DatabaseEncryption(mode == null ? SslMode.DISABLE : mode, authority);
    }

    /** What else the query of an address says; begins with a question mark, or is empty. */
    static String others(String query) {
        String others = Arrays.stream(query == null ? new String[0] : query.split("&"))
                .filter(parameter -> !parameter.startsWith(MODE) && !parameter.startsWith(AUTHORITY))
                .collect(Collectors.joining("&"));
        return others.isEmpty() ? "" : "?" + others;
    }

    private static SslMode mode(String text, Supplier<IllegalArgumentException> malformed) {
        for (SslMode mode : SslMode.VALUES) {
            if (mode.value.equals(text)) {
                return mode;
            }
        }
        throw malformed.get();
    }

    private static Path file(String encoded) {
        Path file = Path.of(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("sslrootcert: there is no readable file " + file.toAbsolutePath());
        }
        return file;
    }

    private boolean verifies() {
        return mode == SslMode.VERIFY_CA || mode == SslMode.VERIFY_FULL;
    }

    /** For the reactive client. */
    PgConnectOptions addTo(PgConnectOptions options) {
        options.setSslMode(mode);
        if (mode == SslMode.DISABLE) {
            return options;
        }
        ClientSSLOptions ssl = new ClientSSLOptions()
                .setTrustAll(!verifies())
                .setHostnameVerificationAlgorithm(mode == SslMode.VERIFY_FULL ? BY_HOST_NAME : "");
        if (verifies() && authority.isPresent()) {
            ssl.setTrustOptions(
                    new PemTrustOptions().addCertPath(authority.get().toString()));
        }
        return options.setSslOptions(ssl);
    }

    /** For JDBC. Without an authority of the address those count that Java trusts. */
    String jdbcParameters() {
        if (mode == SslMode.DISABLE) {
            return "?sslmode=disable";
        }
        return "?sslmode=" + mode.value
                + (!verifies()
                        ? ""
                        : authority
                                .map(file ->
                                        "&sslrootcert=" + URLEncoder.encode(file.toString(), StandardCharsets.UTF_8))
                                .orElse("&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory"));
    }
}
