package io.hexdispatch.postgres;

import io.vertx.pgclient.PgConnectOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where a PostgreSQL is, and as whom to connect: {@code postgresql://user:password@host:port/database}. */
public final class DatabaseAddress {
    /** The client's own limit is 2,048, and parses what is longer anew each time: filing is. */
    private static final int STATEMENT_CHARACTERS_MAX = 16_384;

    private final PgConnectOptions options;
    private final DatabaseEncryption encryption;

    private DatabaseAddress(PgConnectOptions options, DatabaseEncryption encryption) {
        this.options = options;
        this.encryption = encryption;
    }

    /**
     * @param url may end with {@code ?sslmode=} and {@code sslrootcert=}, as {@link DatabaseEncryption} reads them
     * @throws IllegalArgumentException if it is not such an address; the message never repeats a password
     */
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
        DatabaseEncryption encryption = DatabaseEncryption.of(uri.getRawQuery(), DatabaseAddress::malformed);
        int query = url.indexOf('?');
        String address = query < 0 || uri.getRawFragment() != null
                ? url
                : url.substring(0, query) + DatabaseEncryption.others(uri.getRawQuery());
        try {
            return new DatabaseAddress(PgConnectOptions.fromUri(address), encryption);
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
        return encryption
                .addTo(new PgConnectOptions(options))
                .setCachePreparedStatements(true)
                .setPreparedStatementCacheSqlLimit(STATEMENT_CHARACTERS_MAX)
                .addProperty("plan_cache_mode", "force_generic_plan")
                .addProperty("enable_seqscan", "off")
                .addProperty("enable_hashjoin", "off")
                .addProperty("enable_mergejoin", "off")
                .addProperty("jit", "off");
    }

    String jdbcUrl() {
        String database = URLEncoder.encode(options.getDatabase(), StandardCharsets.UTF_8);
        return "jdbc:postgresql://" + options.getHost() + ":" + options.getPort() + "/" + database
                + encryption.jdbcParameters();
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
