package io.hexdispatch.flow;

import io.hexdispatch.flow.Outbox.Owed;
import io.hexdispatch.flow.Webhooks.Attempt;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;

/**
 * Sends what webhooks are owed: each webhook has a few messages under way, and one that does not answer holds up itself alone. What is
 * not taken is tried again, later and later, for as long as it is owed. For one event loop.
 */
public final class SendWebhooks {
    static final int UNDER_WAY_EACH = 8;

    /** Longer than any attempt takes. */
    static final Duration LEASE = Duration.ofMinutes(1);

    static final Duration PAUSE_MIN = Duration.ofSeconds(1);
    static final Duration PAUSE_MAX = Duration.ofHours(1);
    static final int GONE = 410;

    private static final Duration DELIVERED_KEPT = Duration.ofDays(30);
    private static final int FORGET_MAX = 10_000;
    private static final int ERROR_LENGTH_MAX = 300;

    private final Outbox outbox;
    private final Courier courier;
    private final Clock clock;
    private final DoubleSupplier random;
    private final Set<String> busy = new HashSet<>();
    private boolean isClaiming;
    private boolean isWanted;

    /** @param random from 0 to 1, so that not all who failed together come back together */
    public SendWebhooks(Outbox outbox, Courier courier, Clock clock, DoubleSupplier random) {
        this.outbox = outbox;
        this.courier = courier;
        this.clock = clock;
        this.random = random;
    }

    /** Begins to send what is due; to be called every second, and whenever something is owed. Fails where the database does. */
    public Future<Void> send() {
        if (isClaiming) {
            isWanted = true;
            return Future.succeededFuture();
        }
        isClaiming = true;
        isWanted = false;
        Instant now = clock.instant();
        return outbox.claim(Set.copyOf(busy), UNDER_WAY_EACH, now, now.plus(LEASE))
                .onComplete(done -> isClaiming = false)
                .compose(claimed -> {
                    Map<String, List<Owed>> byWebhook = claimed.stream().collect(Collectors.groupingBy(Owed::webhook));
                    byWebhook.forEach(this::sendLot);
                    return isWanted ? send() : Future.succeededFuture();
                });
    }

    private void sendLot(String webhook, List<Owed> lot) {
        busy.add(webhook);
        Future<?> all = Future.join(lot.stream().map(this::send).toList());
        all.onSuccess(done -> {
                    busy.remove(webhook);
                    send();
                })
                // What was not written down comes again when its lease is over.
                .onFailure(failure -> busy.remove(webhook));
    }

    private Future<Void> send(Owed message) {
        Instant at = clock.instant();
        long began = System.nanoTime();
        return courier.take(message, at)
                .compose(
                        answer -> settle(message, answer, at, millisSince(began)),
                        failure -> again(
                                message,
                                new Attempt(at, millisSince(began), Optional.empty(), Optional.of(text(failure))),
                                at));
    }

    private static long millisSince(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
    }

    private Future<Void> settle(Owed message, Courier.Answer answer, Instant at, long millis) {
        Optional<Integer> status = Optional.of(answer.status());
        if (answer.isTaken()) {
            return outbox.delivered(message, new Attempt(at, millis, status, Optional.empty()));
        }
        Attempt attempt = new Attempt(at, millis, status, Optional.of("answered " + answer.status()));
        if (answer.status() == GONE) {
            return outbox.gone(message, attempt);
        }
        Duration asked = answer.retryAfter()
                .filter(pause -> pause.compareTo(PAUSE_MAX) <= 0)
                .orElse(Duration.ZERO);
        return again(message, attempt, at.plus(asked));
    }

    /** @param earliest when it may be tried again */
    private Future<Void> again(Owed message, Attempt attempt, Instant earliest) {
        Instant next = attempt.at().plus(pause(message.tries(), random.getAsDouble()));
        return outbox.failed(message, attempt, next.isBefore(earliest) ? earliest : next);
    }

    /**
     * Exponential backoff with jitter: from half of the whole pause to all of it.
     *
     * @param tries how often it had failed before
     * @param random from 0 to 1
     */
    static Duration pause(int tries, double random) {
        long whole = Math.min(PAUSE_MAX.toMillis(), PAUSE_MIN.toMillis() << Math.min(tries, 20));
        return Duration.ofMillis((long) (whole * (0.5 + random / 2)));
    }

    private static String text(Throwable failure) {
        String text = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return text.length() > ERROR_LENGTH_MAX ? text.substring(0, ERROR_LENGTH_MAX) : text;
    }

    /** Forgets what was delivered long ago; to be called now and then. */
    public Future<Integer> tidy() {
        return outbox.forgetDelivered(clock.instant().minus(DELIVERED_KEPT), FORGET_MAX);
    }
}
