package io.hexdispatch.websocket;

import io.hexdispatch.access.Grant;
import io.hexdispatch.limit.Headcount;
import io.hexdispatch.wire.CloudEvent;
import io.hexdispatch.wire.Fields;
import io.hexdispatch.wire.Problem;
import io.hexdispatch.wire.StrictJson;
import io.hexdispatch.wire.StrictJson.NotJsonException;
import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door of the WebSocket: counts who comes in, and asks who came without a token for it as the first message. For one event loop.
 */
public final class Entrance {
    /** Close codes of the range for applications (RFC 6455, 7.4.2): 4000 and the status that HTTP has for the same. */
    static final short NO_TOKEN = 4401;

    static final short WRONG_ROLE = 4403;
    static final short TOO_MANY = 4429;

    static final String BEGIN = CloudEvent.TYPE_PREFIX + "session.begin";

    private static final Duration TOKEN_WITHIN = Duration.ofSeconds(5);
    private static final int WAITING_MAX = 1_000;
    private static final int TOKEN_LENGTH_MAX = 4_096;
    private static final int FIRST_MESSAGE_BYTES_MAX = 8 * 1024;
    private static final int RETRY_AFTER_SECONDS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);

    private final Vertx vertx;
    private final Function<String, Future<Grant>> tokens;
    private final Headcount perAddress;
    private final Headcount perToken;
    private final DispatchSocket inside;
    private int waiting;

    /**
     * @param tokens what a token says; fails where it is good for nothing
     * @param perAddress how many connections an address may have
     * @param perToken how many a token may have
     */
    public Entrance(
            Vertx vertx,
            Function<String, Future<Grant>> tokens,
            Headcount perAddress,
            Headcount perToken,
            DispatchSocket socket) {
        this.vertx = vertx;
        this.tokens = tokens;
        this.perAddress = perAddress;
        this.perToken = perToken;
        this.inside = socket;
    }

    /**
     * Turns a request into a WebSocket.
     *
     * @param grant empty for who is yet to say who he is
     * @return why not; empty where it is done
     */
    public Optional<Problem> accept(HttpServerRequest request, Optional<Grant> grant, String address) {
        if (grant.isEmpty() && waiting >= WAITING_MAX) {
            return Optional.of(
                    tooMany(WAITING_MAX + " clients have yet to send their token, and no more are let in without one"));
        }
        if (!perAddress.enter(address)) {
            return Optional.of(tooMany("your address has " + perAddress.max() + " connections, and may have no more"));
        }
        if (grant.isPresent() && !perToken.enter(grant.get().key())) {
            perAddress.leave(address);
            return Optional.of(tooMany("this token has " + perToken.max() + " connections, and may have no more"));
        }
        Channel channel = Connection.channelOf(request);
        request.toWebSocket()
                .onFailure(failure -> {
                    leave(address, grant);
                    LOG.atDebug().setCause(failure).log("no WebSocket");
                })
                .onSuccess(socket -> {
                    // Held as long as the socket lives, at 1.5 KB for each of many, and a token among them.
                    request.headers().clear();
                    if (grant.isPresent()) {
                        inside.serve(grant.get(), socket, channel, () -> leave(address, grant));
                    } else {
                        await(socket, channel, address);
                    }
                });
        return Optional.empty();
    }

    private static Problem tooMany(String detail) {
        return Problem.tooMany(detail + "; try again later, or close one", RETRY_AFTER_SECONDS);
    }

    private void leave(String address, Optional<Grant> grant) {
        perAddress.leave(address);
        grant.ifPresent(known -> perToken.leave(known.key()));
    }

    private void await(ServerWebSocket socket, Channel channel, String address) {
        waiting++;
        boolean[] over = {false};
        Runnable done = () -> {
            if (!over[0]) {
                over[0] = true;
                waiting--;
            }
        };
        long timer = vertx.setTimer(TOKEN_WITHIN.toMillis(), late -> {
            done.run();
            socket.close(NO_TOKEN, "no token came within " + TOKEN_WITHIN.toSeconds() + " s");
        });
        socket.closeHandler(closed -> {
            vertx.cancelTimer(timer);
            done.run();
            perAddress.leave(address);
        });
        TextMessages.receive(socket, FIRST_MESSAGE_BYTES_MAX, text -> {
            if (over[0]) {
                return;
            }
            vertx.cancelTimer(timer);
            done.run();
            // What comes behind the token waits until it is known whose it is.
            socket.pause();
            begin(socket, channel, text, address);
        });
    }

    private void begin(ServerWebSocket socket, Channel channel, String text, String address) {
        Optional<String> token = token(text);
        if (token.isEmpty()) {
            refuse(socket, NO_TOKEN, "send the token first: type " + BEGIN + ", data {\"token\":\"...\"}");
            return;
        }
        tokens.apply(token.get()).onComplete(checked -> {
            if (socket.isClosed()) {
                return;
            }
            if (checked.failed()) {
                refuse(socket, NO_TOKEN, "the token is not one of this server's, or it has expired or was revoked");
                return;
            }
            Grant grant = checked.result();
            if (!DispatchSocket.isFor(grant.actor().role())) {
                refuse(socket, WRONG_ROLE, "a " + grant.actor().role().text() + " has nothing to do on a WebSocket");
            } else if (!perToken.enter(grant.key())) {
                refuse(socket, TOO_MANY, "this token has " + perToken.max() + " connections, and may have no more");
            } else {
                inside.serve(grant, socket, channel, () -> leave(address, Optional.of(grant)));
                socket.resume();
            }
        });
    }

    private static void refuse(ServerWebSocket socket, short code, String reason) {
        socket.frameHandler(ignored -> {});
        socket.close(code, reason);
        socket.resume();
    }

    private static Optional<String> token(String text) {
        try {
            if (!(StrictJson.read(text.getBytes(StandardCharsets.UTF_8)) instanceof JsonObject json)) {
                return Optional.empty();
            }
            return CloudEvent.read(Fields.of(json))
                    .filter(event -> event.type().equals(BEGIN))
                    .flatMap(event -> Fields.of(event.data()).text("token", TOKEN_LENGTH_MAX));
        } catch (NotJsonException notJson) {
            return Optional.empty();
        }
    }
}
