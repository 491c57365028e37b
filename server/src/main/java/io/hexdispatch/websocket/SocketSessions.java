package io.hexdispatch.websocket;

import io.hexdispatch.access.Grant;
import io.hexdispatch.flow.Sessions;
import java.time.Instant;
import java.util.function.Predicate;

/** Lets go of clients whose token is no longer good. For one event loop. */
public final class SocketSessions implements Sessions {
    private static final String EXPIRED = "the token has expired";
    private static final String REVOKED = "the token was revoked";

    private final Connections connections;

    public SocketSessions(Connections connections) {
        this.connections = connections;
    }

    @Override
    public void endRevoked(Predicate<Grant> isRevoked) {
        for (Connection connection : connections.all()) {
            if (isRevoked.test(connection.grant())) {
                connection.end(Entrance.NO_TOKEN, REVOKED);
            }
        }
    }

    /** Those whose token's time is over. */
    public void endExpired(Instant now) {
        for (Connection connection : connections.all()) {
            if (connection.grant().isOver(now)) {
                connection.end(Entrance.NO_TOKEN, EXPIRED);
            }
        }
    }
}
