package io.hexdispatch.postgres;

import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Where a PostgreSQL is, and as whom to connect: {@code postgresql://user:password@host:port/database}. */
public final class DatabaseAddress {
    private final PgConnectOptions options;

    private DatabaseAddress(PgConnectOptions options) {
        this.options = options;
    }

    /** @throws IllegalArgumentException if {@code url} is not such an address; the message never repeats a password */
    public static DatabaseAddress parse(String url) {
        try {
            URI uri = new URI(url);
            boolean isPostgres = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
            if (!isPostgres
                    || uri.getHost() == null
                    || uri.getPath() == null
                    || uri.getPath().length() < 2) {
                throw new IllegalArgumentException(
                        "it is not of the form postgresql://user:password@host:port/database");
            }
            return new DatabaseAddress(PgConnectOptions.fromUri(url));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("it is not of the form postgresql://user:password@host:port/database "
                    + "(characters that a URL does not allow, such as # or @ in a password, are written as %23, %40)");
        }
    }

    /** What the reactive client connects with. */
    public PgConnectOptions options() {
        return new PgConnectOptions(options).setCachePreparedStatements(true);
    }

    String jdbcUrl() {
        String sslMode = options.getSslMode() == null ? "" : "?sslmode=" + sslMode(options.getSslMode());
        return "jdbc:postgresql://" + options.getHost() + ":" + options.getPort() + "/" + options.getDatabase()
                + sslMode;
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
