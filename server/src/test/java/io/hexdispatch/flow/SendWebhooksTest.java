package io.hexdispatch.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.flow.Courier.Answer;
import io.hexdispatch.flow.Outbox.Owed;
import io.hexdispatch.flow.Webhooks.Attempt;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is sent when, where one receiver answers and another does not. */
class SendWebhooksTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    private final FakeOutbox outbox = new FakeOutbox();
    private final Map<String, Promise<Answer>> sent = new HashMap<>();
    private final SendWebhooks sendWebhooks = new SendWebhooks(
            outbox,
            (message, now) -> {
                Promise<Answer> promise = Promise.promise();
                sent.put(message.id(), promise);
                return promise.future();
            },
            Clock.fixed(NOW, ZoneOffset.UTC),
            () -> 1.0);

    @Test
    void whatIsTakenIsOwedNoMoreAndTheNextFollowsAtOnce() {
        for (int i = 0; i < SendWebhooks.UNDER_WAY_EACH + 1; i++) {
            outbox.owe("a" + i, "a", 0);
        }
        sendWebhooks.send();
        assertThat(sent).hasSize(SendWebhooks.UNDER_WAY_EACH);

        sent.values().stream().toList().forEach(promise -> promise.complete(new Answer(200, Optional.empty())));
        assertThat(outbox.delivered).hasSize(SendWebhooks.UNDER_WAY_EACH);
        assertThat(sent).hasSize(SendWebhooks.UNDER_WAY_EACH + 1);
    }

    @Test
    void oneThatDoesNotAnswerHoldsUpItselfAlone() {
        outbox.owe("a", "dead", 0);
        sendWebhooks.send();
        outbox.owe("a2", "dead", 0);
        outbox.owe("b", "alive", 0);
        sendWebhooks.send();

        assertThat(sent).containsOnlyKeys("a", "b");
        sent.get("b").complete(new Answer(202, Optional.empty()));
        assertThat(outbox.delivered).containsExactly("b");
        sent.get("a").fail("no answer");
        assertThat(sent).containsOnlyKeys("a", "b", "a2");
        assertThat(outbox.failed).containsEntry("a", NOW.plusSeconds(1));
    }

    @Test
    void triesAgainLaterAndLaterWithJitterButNeverGivesUp() {
        assertThat(SendWebhooks.pause(0, 1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(SendWebhooks.pause(0, 0)).isEqualTo(Duration.ofMillis(500));
        assertThat(SendWebhooks.pause(5, 1)).isEqualTo(Duration.ofSeconds(32));
        assertThat(SendWebhooks.pause(12, 1)).isEqualTo(Duration.ofHours(1));
        assertThat(SendWebhooks.pause(Integer.MAX_VALUE, 1)).isEqualTo(Duration.ofHours(1));
        for (int tries = 0; tries < 100; tries++) {
            assertThat(SendWebhooks.pause(tries, 0.3)).isBetween(Duration.ofMillis(500), Duration.ofHours(1));
        }
    }

    @Test
    void aReceiverThatAsksToWaitIsLeftAlone() {
        outbox.owe("a", "a", 0);
        outbox.owe("b", "a", 3);
        sendWebhooks.send();
        sent.get("a").complete(new Answer(429, Optional.of(Duration.ofMinutes(5))));
        sent.get("b").complete(new Answer(503, Optional.of(Duration.ofDays(9))));
        assertThat(outbox.failed)
                .containsEntry("a", NOW.plusSeconds(300))
                .as("not for days")
                .containsEntry("b", NOW.plusSeconds(8));
    }

    @Test
    void anAddressThatIsGoneIsToldSo() {
        outbox.owe("a", "a", 0);
        sendWebhooks.send();
        sent.get("a").complete(new Answer(410, Optional.empty()));
        assertThat(outbox.gone).containsExactly("a");
        assertThat(outbox.failed).isEmpty();
    }

    @Test
    void aDatabaseThatFailsIsAskedAgain() {
        outbox.isDown = true;
        assertThat(sendWebhooks.send().failed()).isTrue();
        outbox.isDown = false;
        outbox.owe("a", "a", 0);
        sendWebhooks.send();
        assertThat(sent).containsOnlyKeys("a");
    }

    @Test
    void neverShowsASecret() {
        assertThat(new Owed("1", "a", "http://a", "whsec_abc", "{}", 0).toString())
                .doesNotContain("abc");
    }

    private static final class FakeOutbox implements Outbox {
        private final List<Owed> owed = new ArrayList<>();
        private final List<String> delivered = new ArrayList<>();
        private final Map<String, Instant> failed = new HashMap<>();
        private final List<String> gone = new ArrayList<>();
        private boolean isDown;

        private void owe(String id, String webhook, int tries) {
            owed.add(new Owed(id, webhook, "http://127.0.0.1/", "whsec_", "{}", tries));
        }

        @Override
        public Future<List<Owed>> claim(Set<String> busy, int limitEach, Instant now, Instant leaseUntil) {
            if (isDown) {
                return Future.failedFuture("down");
            }
            Map<String, Integer> counts = new HashMap<>();
            List<Owed> claimed = owed.stream()
                    .filter(message -> !busy.contains(message.webhook()))
                    .filter(message -> counts.merge(message.webhook(), 1, Integer::sum) <= limitEach)
                    .toList();
            owed.removeAll(claimed);
            return Future.succeededFuture(claimed);
        }

        @Override
        public Future<Void> delivered(Owed message, Attempt attempt) {
            delivered.add(message.id());
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> failed(Owed message, Attempt attempt, Instant nextAt) {
            failed.put(message.id(), nextAt);
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> gone(Owed message, Attempt attempt) {
            gone.add(message.id());
            return Future.succeededFuture();
        }

        @Override
        public Future<Integer> forgetDelivered(Instant before, int limit) {
            return Future.succeededFuture(0);
        }
    }
}
