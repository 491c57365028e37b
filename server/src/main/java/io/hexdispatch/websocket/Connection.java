package io.hexdispatch.websocket;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Grant;
import io.hexdispatch.event.Jurisdiction;
import io.hexdispatch.grid.GridCode;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.impl.VertxConnection;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** One client's WebSocket, and what of it the client has not read yet. For one event loop. */
final class Connection {
    /** Close code for a client that reads slower than it is written to; from the range for applications (RFC 6455, 7.4.2). */
    static final short TOO_SLOW = 4008;

    static final short GOING_AWAY = 1001;

    /** What may wait for a client to read, before it counts as too slow. */
    static final int UNREAD_BYTES_MAX = 4 * 1024 * 1024;

    /** What may wait before the client counts as behind: then it gets no positions, and nothing again that it may still have to read. */
    static final int BEHIND_BYTES = 256 * 1024;

    private final Grant grant;
    private final ServerWebSocket socket;
    private final Channel channel;
    private final UnreadBytes ofAll;
    private Set<GridCode> followed = Set.of();
    private Runnable leaving = () -> {};
    private Promise<Void> caughtUp;
    private long unread;
    private boolean heard = true;
    private boolean paused;
    private boolean gone;

    /**
     * @param channel by which {@code socket} came
     * @param ofAll what all clients have not read yet
     */
    Connection(Grant grant, ServerWebSocket socket, Channel channel, UnreadBytes ofAll) {
        this.channel = channel;
        this.grant = grant;
        this.socket = socket;
        this.ofAll = ofAll;
        socket.setWriteQueueMaxSize(UNREAD_BYTES_MAX);
        socket.pongHandler(pong -> heard = true);
        socket.closeHandler(closed -> leave());
    }

    /** By which channel a request came, that is to become a WebSocket. */
    static Channel channelOf(HttpServerRequest request) {
        return ((VertxConnection) request.connection()).channelHandlerContext().channel();
    }

    Actor actor() {
        return grant.actor();
    }

    /** What its token says. */
    Grant grant() {
        return grant;
    }

    /** Ends the connection as {@link #letGo}; what still comes from the client is not looked at. */
    void end(short code, String reason) {
        if (!isGone()) {
            socket.frameHandler(ignored -> {});
            letGo(code, reason);
        }
    }

    ServerWebSocket socket() {
        return socket;
    }

    /** @param leaving what is to be done, once, when it is gone or let go */
    void onLeaving(Runnable leaving) {
        this.leaving = leaving;
    }

    /** Notes the areas whose events come to it in their order, as it subscribed to them. */
    void follow(Set<GridCode> areas) {
        followed = Set.copyOf(areas);
    }

    boolean follows(Jurisdiction jurisdiction) {
        return !followed.isEmpty() && jurisdiction.grids().values().stream().anyMatch(followed::contains);
    }

    /** Notes that the client is alive. */
    void heard() {
        heard = true;
    }

    /** Reads nothing more from the client, whose commands are many and not yet carried out, until {@link #resume}. */
    void pause() {
        paused = true;
        socket.pause();
    }

    void resume() {
        paused = false;
        heard = true;
        socket.resume();
    }

    /** Whether anything came from the client since the last time this was asked; of one that is not read from nobody can say. */
    boolean wasHeard() {
        boolean was = heard || paused;
        heard = false;
        return was;
    }

    void ping() {
        socket.writePing(Buffer.buffer());
    }

    boolean isGone() {
        return gone || socket.isClosed();
    }

    /** Whether so much waits to be read that what can wait, or can be left out, is better not sent now. */
    boolean isBehind() {
        return unread > BEHIND_BYTES;
    }

    /**
     * Sends a message. A client that does not read is let go rather than buffered without end: what it is owed stays owed, and
     * comes again when it comes back.
     */
    Future<Void> send(String message) {
        if (isGone()) {
            return Future.failedFuture("closed");
        }
        int bytes = ByteBufUtil.utf8Bytes(message);
        if (unread + bytes > UNREAD_BYTES_MAX) {
            return tooSlow("too slow: more than " + UNREAD_BYTES_MAX + " bytes wait to be read");
        }
        if (isBehind() && ofAll.areTooMany()) {
            return tooSlow("too slow: more than " + ofAll.max() + " bytes wait for all clients, much of it for you");
        }
        count(bytes);
        return socket.writeTextMessage(message).onComplete(written -> {
            count(-bytes);
            if (caughtUp != null && !isBehind()) {
                Promise<Void> waiting = caughtUp;
                caughtUp = null;
                waiting.complete();
            }
        });
    }

    private Future<Void> tooSlow(String reason) {
        ofAll.noteTooSlow();
        letGo(TOO_SLOW, reason);
        return Future.failedFuture("too slow");
    }

    private void count(long bytes) {
        unread += bytes;
        ofAll.add(bytes);
    }

    /** When the client has read enough for more that is not urgent; its going away ends the waiting with a failure. */
    Future<Void> whenCaughtUp() {
        if (isGone()) {
            return Future.failedFuture("closed");
        }
        if (!isBehind()) {
            return Future.succeededFuture();
        }
        if (caughtUp == null) {
            caughtUp = Promise.promise();
        }
        return caughtUp.future();
    }

    /**
     * Ends the connection. Whether the client still answers or not, from now on it counts as gone, and some seconds later it is cut: a
     * farewell does not reach a client that reads nothing, and until then all that was written to it would stay in memory.
     */
    Future<Void> letGo(short code, String reason) {
        Future<Void> closed = Future.succeededFuture();
        if (!socket.isClosed()) {
            closed = socket.close(code, reason);
            // From its last handler on, which itself would wait for all that is still to be written.
            channel.eventLoop()
                    .schedule(
                            () -> channel.pipeline().lastContext().close(),
                            Heartbeat.FAREWELL_MAX.toMillis(),
                            TimeUnit.MILLISECONDS);
        }
        leave();
        return closed;
    }

    private void leave() {
        if (!gone) {
            gone = true;
            leaving.run();
            if (caughtUp != null) {
                caughtUp.tryFail("closed");
            }
        }
    }
}
