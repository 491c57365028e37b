package io.hexdispatch.websocket;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Grant;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;

/** One client's WebSocket. For one event loop. */
final class Connection {
    /** Close code for a client that reads slower than it is written to; from the range for applications (RFC 6455, 7.4.2). */
    static final short TOO_SLOW = 4008;

    /** What may wait for a client to read, before it counts as too slow. */
    private static final int UNREAD_BYTES_MAX = 4 * 1024 * 1024;

    private final Grant grant;
    private final ServerWebSocket socket;
    private final Runnable left;
    private boolean heard = true;

    /** @param left is to be run when the client is gone */
    Connection(Grant grant, ServerWebSocket socket, Runnable left) {
        this.grant = grant;
        this.socket = socket;
        this.left = left;
        socket.setWriteQueueMaxSize(UNREAD_BYTES_MAX);
        socket.pongHandler(pong -> heard = true);
    }

    Actor actor() {
        return grant.actor();
    }

    /** What its token says. */
    Grant grant() {
        return grant;
    }

    /** The client is gone. */
    void left() {
        left.run();
    }

    /** Ends the connection; what still comes from the client is not looked at. */
    void end(short code, String reason) {
        if (!socket.isClosed()) {
            socket.frameHandler(ignored -> {});
            socket.close(code, reason);
        }
    }

    ServerWebSocket socket() {
        return socket;
    }

    /** Notes that the client is alive. */
    void heard() {
        heard = true;
    }

    /** Whether anything came from the client since the last time this was asked. */
    boolean wasHeard() {
        boolean was = heard;
        heard = false;
        return was;
    }

    void ping() {
        socket.writePing(Buffer.buffer());
    }

    /**
     * Sends a message. A client that does not read is let go rather than buffered without end: what it is owed stays owed, and
     * comes again when it comes back.
     */
    Future<Void> send(String message) {
        if (socket.isClosed()) {
            return Future.failedFuture("closed");
        }
        if (socket.writeQueueFull()) {
            socket.close(TOO_SLOW, "too slow: more than " + UNREAD_BYTES_MAX + " bytes wait to be read");
            return Future.failedFuture("too slow");
        }
        return socket.writeTextMessage(message);
    }
}
