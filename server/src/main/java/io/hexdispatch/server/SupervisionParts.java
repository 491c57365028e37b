package io.hexdispatch.server;

import io.hexdispatch.flow.AnswerFinding;
import io.hexdispatch.flow.ReadFindings;
import io.hexdispatch.flow.ReviewEvents;
import io.hexdispatch.flow.SendWebhooks;
import io.hexdispatch.flow.TransferFinding;
import io.hexdispatch.http.AuditRoutes;
import io.hexdispatch.http.FindingRoutes;
import io.hexdispatch.http.HttpApi;
import io.hexdispatch.http.ReviewRoutes;
import io.hexdispatch.http.WebhookRoutes;
import io.hexdispatch.postgres.HistorySealer;
import io.hexdispatch.postgres.PostgresFindings;
import io.hexdispatch.postgres.PostgresReviews;
import io.hexdispatch.postgres.PostgresWebhooks;
import io.hexdispatch.webhook.HttpCourier;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** What watches over the work: findings, who is told of them, the reviews, and the audit. */
final class SupervisionParts {
    /** Findings are told within a second or so; whoever wants them sooner has a WebSocket. */
    private static final Duration WEBHOOKS_SENT_EVERY = Duration.ofMillis(500);

    private static final Duration WEBHOOKS_TIDIED_EVERY = Duration.ofMinutes(10);
    private static final Duration HISTORY_SEALED_EVERY = Duration.ofSeconds(1);

    private final Ground ground;
    private final DispatchCore core;
    private final PostgresWebhooks webhooks;
    private final HttpCourier courier;
    private final SendWebhooks sendWebhooks;
    private final HistorySealer historySealer;

    final PostgresFindings findings;
    final ReadFindings readFindings;

    SupervisionParts(Ground ground, DispatchCore core) {
        this.ground = ground;
        this.core = core;
        findings = new PostgresFindings(ground.pool(), core.findingNews);
        readFindings = new ReadFindings(findings);
        webhooks = new PostgresWebhooks(ground.pool());
        courier = new HttpCourier(ground.vertx());
        sendWebhooks = new SendWebhooks(webhooks, courier, ground.clock(), ThreadLocalRandom.current()::nextDouble);
        historySealer = new HistorySealer(
                ground.storage().database(), ground.oneAfterAnother("hexdispatch-audit"), ground.clock());
    }

    void mount(HttpApi api) {
        Clock clock = ground.clock();
        new FindingRoutes(
                        readFindings,
                        new TransferFinding(core.events, findings, core.audit, clock),
                        new AnswerFinding(findings, core.audit, clock))
                .mount(api);
        new WebhookRoutes(webhooks, clock).mount(api);
        ReviewEvents reviewEvents = new ReviewEvents(
                new PostgresReviews(ground.pool(), ground.categories()),
                core.readEvents,
                ground.workers(),
                core.audit,
                clock);
        new ReviewRoutes(
                        reviewEvents, core.caseFileJson, () -> UUID.randomUUID().toString(), clock)
                .mount(api);
        new AuditRoutes(core.audit).mount(api);
    }

    Future<?> load() {
        return historySealer.load();
    }

    void begin(PeriodicWork periodic) {
        periodic.every(
                WEBHOOKS_SENT_EVERY,
                sendWebhooks::send,
                "what webhooks are owed was not read, tried again in a moment");
        periodic.every(
                WEBHOOKS_TIDIED_EVERY,
                sendWebhooks::tidy,
                "old deliveries to webhooks not forgotten, tried again later");
        periodic.every(
                HISTORY_SEALED_EVERY,
                () -> historySealer.seal().compose(done -> core.audit.tellCounted()),
                "history not sealed, tried again in a moment");
    }

    /** When nothing is under way any more. */
    Future<?> close() {
        return courier.close().transform(done -> ground.workers().run(() -> {
            historySealer.close();
            return null;
        }));
    }
}
