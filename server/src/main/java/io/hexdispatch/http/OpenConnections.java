package io.hexdispatch.http;

import io.hexdispatch.limit.Address;
import io.hexdispatch.limit.Headcount;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.VertxConnection;
import java.util.Set;

/** Keeps one address from taking all connections, also by such as never send a whole request. For one event loop. */
public final class OpenConnections {
    private final Headcount perAddress;
    private final Set<String> trustedProxies;

    /** @param trustedProxies whose connections are those of many, and are not counted */
    public OpenConnections(Headcount perAddress, Set<String> trustedProxies) {
        this.perAddress = perAddress;
        this.trustedProxies = Set.copyOf(trustedProxies);
    }

    /** Counts a connection until it ends, or ends it at once. */
    public void opened(HttpConnection connection) {
        String peer = connection.remoteAddress().hostAddress();
        String address = peer == null ? "" : Address.counted(peer);
        if (trustedProxies.contains(address)) {
            return;
        }
        if (perAddress.enter(address)) {
            connection.closeHandler(closed -> perAddress.leave(address));
        } else if (connection instanceof VertxConnection plain) {
            // At once: Vert.x would answer first what is on its way.
            plain.channelHandlerContext().close();
        } else {
            connection.close();
        }
    }
}
