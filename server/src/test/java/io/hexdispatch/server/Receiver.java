package io.hexdispatch.server;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntUnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A receiver of webhooks on the loopback that checks each signature as the specification says, and answers as it is told. */
final class Receiver implements AutoCloseable {
    static final String SECRET = "whsec_"
            + Base64.getEncoder().encodeToString("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8));

    /** A message that came. */
    record Received(String id, JsonObject event, boolean isSigned) {}

    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<Received> inbox = new LinkedBlockingQueue<>();
    private final HttpServer server;
    private int count;

    /** @param port 0 for any. @param status for the first message, 1, the second, and so on, the status that it is answered with */
    Receiver(int port, IntUnaryOperator status) throws Exception {
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    String id = request.getHeader("webhook-id");
                    String signed = id + "." + request.getHeader("webhook-timestamp") + "." + body;
                    inbox.add(new Received(
                            id,
                            new JsonObject(body),
                            ("v1," + hmac(signed)).equals(request.getHeader("webhook-signature"))));
                    request.response().setStatusCode(status.applyAsInt(++count)).end();
                }))
                .listen(port, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    private static String hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(SECRET.substring("whsec_".length())), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort() + "/findings";
    }

    Received await() throws InterruptedException {
        Received received = inbox.poll(30, TimeUnit.SECONDS);
        if (received == null) {
            throw new AssertionError("no message came");
        }
        return received;
    }

    @Override
    public void close() {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the receiver does not stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
