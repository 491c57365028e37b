package io.hexdispatch.loadtests.scenario;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** Listens to the deadlines of {@link ClonedEvents} that fall due, as a supervisor's screen does, and notes how late each is told. */
final class DeadlineWatch implements AutoCloseable {
    private static final int MESSAGE_BYTES_MAX = 1024 * 1024;
    private static final int SIGNIFICANT_DIGITS = 3;
    private static final long LOOK_MILLIS = 50;

    /**
     * How late some deadlines were told.
     *
     * @param millis by the clock of this machine
     */
    record Lateness(String which, int due, int told, int twice, Histogram millis) {
        boolean isRight() {
            return told == due && twice == 0;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%-10s %6d due, %6d told, %d of them twice; late by ms: half %d, 99 %% %d, all %d",
                    which,
                    due,
                    told,
                    twice,
                    millis.getValueAtPercentile(50),
                    millis.getValueAtPercentile(99),
                    millis.getMaxValue());
        }

        JsonObject toJson() {
            return new JsonObject()
                    .put("which", which)
                    .put("due", due)
                    .put("told", told)
                    .put("twice", twice)
                    .put("p50Millis", millis.getValueAtPercentile(50))
                    .put("p99Millis", millis.getValueAtPercentile(99))
                    .put("maxMillis", millis.getMaxValue());
        }
    }

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final long original;
    private final long firstMillis;
    private final int perSecond;
    private final int evenly;
    private final int together;
    private final BitSet told = new BitSet();
    private final Histogram evenlyLate = new Histogram(SIGNIFICANT_DIGITS);
    private final Histogram togetherLate = new Histogram(SIGNIFICANT_DIGITS);
    private int evenlyTwice;
    private int togetherTwice;

    /** Connects; what falls due is as {@link ClonedEvents#fallDue} set it. */
    DeadlineWatch(
            URI server, String token, long original, Instant first, int perSecond, Duration evenly, int together) {
        this.original = original;
        this.firstMillis = first.toEpochMilli();
        this.perSecond = perSecond;
        this.evenly = Math.toIntExact(perSecond * evenly.toSeconds());
        this.together = together;
        vertx.createWebSocketClient(new WebSocketClientOptions()
                        .setMaxFrameSize(MESSAGE_BYTES_MAX)
                        .setMaxMessageSize(MESSAGE_BYTES_MAX))
                .connect(new WebSocketConnectOptions()
                        .setHost(server.getHost())
                        .setPort(server.getPort())
                        .setURI("/ws")
                        .addSubProtocol("cloudevents.json")
                        .addHeader("Authorization", "Bearer " + token))
                .onSuccess(socket -> socket.textMessageHandler(this::take))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private synchronized void take(String text) {
        long nowMillis = System.currentTimeMillis();
        WireReader.Message message;
        try {
            message = WireReader.message(text);
        } catch (IOException e) {
            throw new IllegalStateException("a message cannot be read: " + text, e);
        }
        if (!message.type().equals("deadline.overdue")) {
            return;
        }
        int which = Math.toIntExact(Long.parseLong(message.subject().split("-")[1]) - original - 1);
        if (which < 0 || which >= evenly + together) {
            return;
        }
        boolean isTogether = which >= evenly;
        if (told.get(which)) {
            evenlyTwice += isTogether ? 0 : 1;
            togetherTwice += isTogether ? 1 : 0;
            return;
        }
        told.set(which);
        long dueMillis = firstMillis + Math.min(which, evenly) * 1_000L / perSecond;
        (isTogether ? togetherLate : evenlyLate).recordValue(Math.max(0, nowMillis - dueMillis));
    }

    /** When all were told, or nobody waits any longer for them. */
    List<Lateness> await(Duration patience) throws InterruptedException {
        long lastMillis = firstMillis + evenly * 1_000L / perSecond + patience.toMillis();
        while (toldAll() < evenly + together && System.currentTimeMillis() < lastMillis) {
            Thread.sleep(LOOK_MILLIS);
        }
        // One that comes twice comes soon after.
        Thread.sleep(patience.toMillis() / 20);
        return latenesses();
    }

    private synchronized int toldAll() {
        return told.cardinality();
    }

    private synchronized List<Lateness> latenesses() {
        int evenlyTold = told.get(0, evenly).cardinality();
        return List.of(
                new Lateness("evenly", evenly, evenlyTold, evenlyTwice, evenlyLate),
                new Lateness("at once", together, told.cardinality() - evenlyTold, togetherTwice, togetherLate));
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
