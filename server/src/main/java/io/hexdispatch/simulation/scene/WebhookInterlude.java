package io.hexdispatch.simulation.scene;

import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.play.Stage;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The commission's own program takes every finding by a webhook, on loopback of this machine. It refuses the first, which must come
 * again, and believes a message only by its signature.
 */
public final class WebhookInterlude implements Interlude {
    private static final String ROOT = "/api/v1/webhooks/";
    private static final Thing SIGNED = Thing.of("finding taken by a webhook, signed 推送");
    private static final Thing AGAIN = Thing.of("refused by the webhook, sent again 重推");
    private static final byte[] KEY = "a simulation has no secrets.....".getBytes(StandardCharsets.UTF_8);
    private static final int LOOKS_MAX = 120;
    private static final long LOOK_MILLIS = 500;

    private final Set<Long> taken = new HashSet<>();
    private Optional<String> refused = Optional.empty();
    private Optional<HttpServer> receiver = Optional.empty();

    @Override
    public Optional<String> needs() {
        return Optional.of(ROOT + "{name}");
    }

    @Override
    public List<Thing> shows() {
        return List.of(SIGNED, AGAIN);
    }

    @Override
    public Future<Void> before(Stage stage) {
        HttpServer server = stage.vertx().createHttpServer();
        return server.requestHandler(request -> request.body().onSuccess(body -> take(stage, request, body)))
                .listen(0, "127.0.0.1")
                .compose(listening -> {
                    receiver = Optional.of(listening);
                    JsonObject webhook = new JsonObject()
                            .put("url", "http://127.0.0.1:" + listening.actualPort() + "/findings")
                            .put("secret", "whsec_" + Base64.getEncoder().encodeToString(KEY));
                    return stage.caller()
                            .send(HttpMethod.PUT, stage.admin(), path(stage), "application/json", webhook.toBuffer());
                })
                .compose(answer -> answer.isRefusal()
                        ? Future.failedFuture("the webhook was not taken: " + answer.detail())
                        : Future.succeededFuture());
    }

    private static String path(Stage stage) {
        return ROOT + "simulation-"
                + stage.admin().id().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "-");
    }

    private void take(Stage stage, HttpServerRequest request, Buffer body) {
        String id = request.getHeader("webhook-id");
        String signature = signature(id + "." + request.getHeader("webhook-timestamp") + "." + body);
        if (!signature.equals(request.getHeader("webhook-signature"))) {
            stage.books().fault("the message " + id + " of a webhook is not signed as it should be");
            request.response().setStatusCode(401).end();
            return;
        }
        if (refused.isEmpty()) {
            refused = Optional.of(id);
            request.response().setStatusCode(503).end();
            return;
        }
        JsonObject finding = body.toJsonObject().getJsonObject("data").getJsonObject("finding");
        if (refused.get().equals(id)) {
            stage.books().happened(AGAIN, finding.getString("event"));
        }
        if (taken.add(finding.getLong("id"))) {
            stage.books().happened(SIGNED, finding.getString("event"));
        }
        request.response().setStatusCode(204).end();
    }

    private static String signature(String signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA256", e);
        }
    }

    /** Every finding since the beginning comes, or it was lost. */
    @Override
    public Future<Void> after(Stage stage) {
        return FindingsInterlude.findings(stage).compose(found -> {
            Set<Long> missing = new HashSet<>();
            found.forEach(finding -> missing.add(finding.getLong("id")));
            return await(stage, missing, 1);
        });
    }

    private Future<Void> await(Stage stage, Set<Long> missing, int look) {
        missing.removeAll(taken);
        if (missing.isEmpty() || look == LOOKS_MAX) {
            return missing.isEmpty()
                    ? Future.succeededFuture()
                    : Future.failedFuture(missing.size() + " findings did not come by the webhook, such as "
                            + missing.iterator().next());
        }
        return stage.vertx()
                .timer(LOOK_MILLIS, TimeUnit.MILLISECONDS)
                .compose(later -> await(stage, missing, look + 1));
    }

    @Override
    public Future<Void> takeBack(Stage stage) {
        if (receiver.isEmpty()) {
            return Future.succeededFuture();
        }
        HttpServer server = receiver.get();
        receiver = Optional.empty();
        return stage.caller()
                .send(HttpMethod.DELETE, stage.admin(), path(stage), "application/json", Buffer.buffer())
                .eventually(server::close)
                .mapEmpty();
    }
}
