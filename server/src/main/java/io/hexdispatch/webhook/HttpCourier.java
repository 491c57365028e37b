package io.hexdispatch.webhook;

import io.hexdispatch.flow.Courier;
import io.hexdispatch.flow.Outbox.Owed;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Posts CloudEvents in the structured mode of their HTTP binding, signed after Standard Webhooks. What answers is believed by its
 * status alone; a redirection is not followed, for nobody agreed to the address that it names. For one event loop.
 */
public final class HttpCourier implements Courier {
    private static final int CONNECT_MILLIS_MAX = 5_000;
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    /** Of a longer answer the connection is cut. */
    private static final int ANSWER_BYTES_MAX = 64 * 1024;

    private static final int CONNECTIONS_EACH_MAX = 16;
    private static final String CONTENT_TYPE = "application/cloudevents+json; charset=UTF-8";

    private final HttpClient client;
    private final long answerMillisMax;

    public HttpCourier(Vertx vertx) {
        this(vertx, ANSWER_WITHIN);
    }

    HttpCourier(Vertx vertx, Duration answerWithin) {
        answerMillisMax = answerWithin.toMillis();
        client = vertx.createHttpClient(
                new HttpClientOptions().setIdleTimeout((int) answerMillisMax).setIdleTimeoutUnit(TimeUnit.MILLISECONDS),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS_EACH_MAX));
    }

    @Override
    public Future<Answer> take(Owed message, Instant now) {
        Buffer body = Buffer.buffer(message.body());
        RequestOptions options;
        try {
            options = new RequestOptions()
                    .setMethod(HttpMethod.POST)
                    .setAbsoluteURI(message.url())
                    .setConnectTimeout(CONNECT_MILLIS_MAX)
                    .setFollowRedirects(false)
                    .putHeader("Content-Type", CONTENT_TYPE)
                    .putHeader("User-Agent", "HexDispatch")
                    .putHeader("webhook-id", message.id())
                    .putHeader("webhook-timestamp", Long.toString(now.getEpochSecond()))
                    .putHeader("webhook-signature", Signature.of(message.secret(), message.id(), now, message.body()));
        } catch (RuntimeException notAnAddress) {
            return Future.failedFuture(notAnAddress);
        }
        return client.request(options).compose(request -> request.send(body)
                .timeout(answerMillisMax, TimeUnit.MILLISECONDS)
                .onFailure(failure -> request.reset())
                .map(response -> answer(request, response)));
    }

    private static Answer answer(HttpClientRequest request, HttpClientResponse response) {
        int[] read = {0};
        response.exceptionHandler(cut -> {});
        response.handler(chunk -> {
            read[0] += chunk.length();
            if (read[0] > ANSWER_BYTES_MAX) {
                request.reset();
            }
        });
        return new Answer(response.statusCode(), retryAfter(response.getHeader("Retry-After")));
    }

    /** In seconds; a date is passed by, for whose clock is right nobody knows. */
    private static Optional<Duration> retryAfter(String header) {
        return Optional.ofNullable(header)
                .filter(text -> text.matches("[0-9]{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }

    public Future<Void> close() {
        return client.close();
    }
}
