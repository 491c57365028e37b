package io.hexdispatch.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * A connection that blocks, for a worker thread: figures are read in large pieces that belong together, which the reactive client would
 * take apart on an event loop. One piece of work after another.
 */
final class FigureSession implements AutoCloseable {
    private static final String STATEMENT_MILLIS_MAX = "120000";
    private static final String CONNECT_SECONDS_MAX = "10";
    private static final int ALIVE_SECONDS_MAX = 5;
    /** Longer than any statement, after which the database is not there any more. */
    private static final String SILENCE_SECONDS_MAX = "150";

    /** Something to do in one transaction. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private final DatabaseAddress address;
    private volatile Connection connection;
    private volatile boolean isClosed;

    FigureSession(DatabaseAddress address) {
        this.address = address;
    }

    /** Does the work in one transaction; undone where it fails. @param level of {@link Connection} */
    synchronized <T> T inTransaction(int level, Work<T> work) throws SQLException {
        Connection open = open();
        try {
            open.setTransactionIsolation(level);
            T result = work.on(open);
            open.commit();
            return result;
        } catch (SQLException | RuntimeException failure) {
            undo(open);
            throw failure;
        }
    }

    private Connection open() throws SQLException {
        if (isClosed) {
            throw new SQLException("the server stops");
        }
        if (connection != null && !connection.isClosed() && !isAlive(connection)) {
            connection.abort(Runnable::run);
        }
        if (connection == null || connection.isClosed()) {
            Properties properties = new Properties();
            properties.setProperty("user", address.user());
            if (address.password() != null) {
                properties.setProperty("password", address.password());
            }
            properties.setProperty("ApplicationName", "hexdispatch figures");
            // As for the reactive client: what a planner that takes new tables for empty would choose stays.
            properties.setProperty(
                    "options",
                    "-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off -c statement_timeout="
                            + STATEMENT_MILLIS_MAX);
            properties.setProperty("connectTimeout", CONNECT_SECONDS_MAX);
            properties.setProperty("loginTimeout", CONNECT_SECONDS_MAX);
            properties.setProperty("socketTimeout", SILENCE_SECONDS_MAX);
            properties.setProperty("tcpKeepAlive", "true");
            connection = DriverManager.getConnection(address.jdbcUrl(), properties);
            connection.setAutoCommit(false);
        }
        return connection;
    }

    /** One that the database closed, as it does when it stops, is found out before anybody's question fails for it. */
    private static boolean isAlive(Connection open) throws SQLException {
        boolean isAlive = open.isValid(ALIVE_SECONDS_MAX);
        if (isAlive) {
            // The look was a transaction of its own.
            open.rollback();
        }
        return isAlive;
    }

    private static void undo(Connection open) {
        try {
            open.rollback();
        } catch (SQLException broken) {
            // Opened anew the next time.
            try {
                open.close();
            } catch (SQLException closedAlready) {
                // Then nothing is left to do.
            }
        }
    }

    /** At once, whatever is under way: a database that does not answer holds nobody up. */
    @Override
    public void close() throws SQLException {
        isClosed = true;
        Connection open = connection;
        if (open != null) {
            open.abort(Runnable::run);
        }
    }
}
