package io.hexdispatch.websocket;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Grant;
import io.hexdispatch.access.Role;
import io.netty.channel.Channel;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A connection of the server's side, and a bare socket at its other end that does nothing by itself: no pong, no farewell, no reading. */
final class SocketPair implements AutoCloseable {
    private static final int READ_MILLIS_MAX = 20_000;

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private static final Grant WHO =
            new Grant(Optional.empty(), new Actor(Role.RESPONDER, "r-1"), Instant.EPOCH, Instant.MAX);

    private final Connections connections = new Connections();
    private final UnreadBytes unread;
    private final CompletableFuture<Connection> connection = new CompletableFuture<>();
    private final Socket client;

    SocketPair(UnreadBytes unread) throws Exception {
        this.unread = unread;
        HttpServer server = onLoop(() -> vertx.createHttpServer(new HttpServerOptions()
                                .setHost("127.0.0.1")
                                .setPort(0)
                                .setWebSocketClosingTimeout(1))
                        .requestHandler(request -> {
                            Channel channel = Connection.channelOf(request);
                            request.toWebSocket().onSuccess(socket -> {
                                Connection made = new Connection(WHO, socket, channel, this.unread);
                                connections.add(made);
                                made.onLeaving(() -> connections.remove(made));
                                connection.complete(made);
                            });
                        })
                        .listen()
                        .toCompletionStage()
                        .toCompletableFuture())
                .get(20, TimeUnit.SECONDS);
        client = new Socket();
        client.setReceiveBufferSize(16 * 1024);
        client.connect(new InetSocketAddress("127.0.0.1", server.actualPort()));
        client.setSoTimeout(READ_MILLIS_MAX);
        client.getOutputStream()
                .write(("GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        connection.get(20, TimeUnit.SECONDS);
    }

    Vertx vertx() {
        return vertx;
    }

    Connections connections() {
        return connections;
    }

    Connection connection() {
        return connection.join();
    }

    /** Runs on the event loop of the connection. */
    <T> T onLoop(Supplier<T> action) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        loop.runOnContext(turn -> {
            try {
                result.complete(action.get());
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result.get(20, TimeUnit.SECONDS);
    }

    /** Answers with a pong, as a client does. */
    void pong() throws IOException {
        client.getOutputStream().write(new byte[] {(byte) 0x8A, (byte) 0x80, 1, 2, 3, 4});
    }

    /** Reads until the server cuts the connection; fails where it does not. */
    void readToTheEnd() throws IOException {
        InputStream in = client.getInputStream();
        byte[] buffer = new byte[64 * 1024];
        try {
            while (in.read(buffer) >= 0) {
                // what the server still had to say
            }
        } catch (SocketException cut) {
            // without a farewell, as good
        }
    }

    /** Reads so many bytes of what the server sent; fails where they do not come. */
    void read(long bytes) throws IOException {
        InputStream in = client.getInputStream();
        byte[] buffer = new byte[64 * 1024];
        for (long left = bytes; left > 0; ) {
            int read = in.read(buffer);
            if (read < 0) {
                throw new IOException("the connection ended, " + left + " bytes too early");
            }
            left -= read;
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
