package io.hexdispatch.loadtests.scenario;

import io.hexdispatch.loadtests.scenario.Ledger.Order;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The terminals of all units: they take every order into the books and acknowledge it. For one event loop. */
final class UnitTerminals {
    private static final int MESSAGE_BYTES_MAX = 1024 * 1024;
    private static final int TROUBLES_TOLD_MAX = 5;

    private final URI server;
    private final BearerTokens tokens;
    private final Ledger ledger;
    private final WebSocketClient client;
    /** Held, because Vert.x closes what nobody holds. */
    private final List<WebSocket> sockets = new ArrayList<>();

    private final List<String> troubles = new ArrayList<>();
    private boolean isClosing;
    private volatile long ordersCame;

    UnitTerminals(Vertx vertx, URI server, BearerTokens tokens, Ledger ledger, int count) {
        this.server = server;
        this.tokens = tokens;
        this.ledger = ledger;
        this.client = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setMaxConnections(count)
                .setMaxFrameSize(MESSAGE_BYTES_MAX)
                .setMaxMessageSize(MESSAGE_BYTES_MAX));
    }

    /** How many orders of this run came. For any thread. */
    long ordersCame() {
        return ordersCame;
    }

    /** What went wrong with the connections and the acknowledgements, the first few. */
    List<String> troubles() {
        return troubles;
    }

    Future<?> connect(Collection<String> units) {
        return Future.all(units.stream().map(this::connect).toList());
    }

    private Future<WebSocket> connect(String unit) {
        return client.connect(new WebSocketConnectOptions()
                        .setHost(server.getHost())
                        .setPort(server.getPort())
                        .setURI("/ws")
                        .addSubProtocol("cloudevents.json")
                        .addHeader("Authorization", "Bearer " + tokens.token("unit", unit)))
                .onSuccess(socket -> {
                    sockets.add(socket);
                    socket.textMessageHandler(text -> take(socket, unit, text));
                    socket.closeHandler(closed -> {
                        if (!isClosing) {
                            trouble("the server closed the socket of " + unit + ": " + socket.closeReason());
                        }
                    });
                });
    }

    private void take(WebSocket socket, String unit, String text) {
        long nowNanos = System.nanoTime();
        WireReader.Message message;
        try {
            message = WireReader.message(text);
        } catch (IOException e) {
            trouble("a message to " + unit + " cannot be read: " + e.getMessage());
            return;
        }
        if (message.isOrder()) {
            if (ledger.came(message.sourceEventId(), new Order(message.subject(), unit), nowNanos)) {
                ordersCame = ordersCame + 1;
                acknowledge(socket, message.subject());
            }
        } else if (message.type().equals("command.refused")) {
            trouble("an acknowledgement of " + unit + " was refused: " + text);
        }
    }

    private static void acknowledge(WebSocket socket, String order) {
        if (!socket.isClosed()) {
            socket.writeTextMessage("{\"specversion\":\"1.0\",\"id\":\"" + order
                    + "\",\"source\":\"/load-test\",\"type\":\"io.hexdispatch.order.acknowledge\",\"subject\":\""
                    + order
                    + "\"}");
        }
    }

    private void trouble(String text) {
        if (troubles.size() < TROUBLES_TOLD_MAX) {
            troubles.add(text);
        }
    }

    Future<?> close() {
        isClosing = true;
        return client.close();
    }
}
