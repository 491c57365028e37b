package io.hexdispatch.postgres;

import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Where a PostgreSQL is, and as whom to connect: {@code postgresql://user:password@host:port/database}. */
public final class DatabaseAddress {
    /** The client's own limit is 2,048, and parses what is longer anew each time: filing is. */
    private static final int STATEMENT_CHARACTERS_MAX = 16_384;

    private final PgConnectOptions options;

    private DatabaseAddress(PgConnectOptions options) {
        this.options = options;
    }

    /** @throws IllegalArgumentException if {@code url} is not such an address; the message never repeats a password */
    public static DatabaseAddress parse(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw malformed();
        }
        boolean isPostgres = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
        if (!isPostgres
                || uri.getRawUserInfo() == null
                || uri.getHost() == null
                || uri.getPath() == null
                || uri.getPath().length() < 2) {
            throw malformed();
        }
        try {
            return new DatabaseAddress(PgConnectOptions.fromUri(url));
        } catch (IllegalArgumentException e) {
            // The client's message repeats the address with its password, so neither it nor its cause may go further.
            throw malformed();
        }
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("it is not of the form postgresql://user:password@host:port/database "
                + "(characters that a URL does not allow, such as # or @ in a password, are written as %23, %40)");
    }

    /**
     * What the reactive client connects with. Statements are parsed and planned once a connection. The planner takes new tables
     * for empty, and such a plan stays, so it is kept from the ways that are right for small tables alone.
     */
    public PgConnectOptions options() {
        return new PgConnectOptions(options)
                .setCachePreparedStatements(true)
                .setPreparedStatementCacheSqlLimit(STATEMENT_CHARACTERS_MAX)
                .addProperty("plan_cache_mode", "force_generic_plan")
                .addProperty("enable_seqscan", "off")
                .addProperty("enable_hashjoin", "off")
                .addProperty("enable_mergejoin", "off")
                .addProperty("jit", "off");
    }

    String jdbcUrl() {
        String sslMode = options.getSslMode() == null ? "" : "?sslmode=" + sslMode(options.getSslMode());
        String database = URLEncoder.encode(options.getDatabase(), StandardCharsets.UTF_8);
        return "jdbc:postgresql://" + options.getHost() + ":" + options.getPort() + "/" + database + sslMode;
    }

    private static String sslMode(SslMode mode) {
        return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String user() {
        return options.getUser();
    }

    String password() {
        return options.getPassword();
    }

    /** The address without its password. */
    @Override
    public String toString() {
        return "postgresql://" + options.getUser() + "@" + options.getHost() + ":" + options.getPort() + "/"
                + options.getDatabase();
    }
}
