package io.hexdispatch.postgres;

import static io.hexdispatch.order.TestCaseFiles.CENTRE;
import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.assignment.Assignment;
import io.hexdispatch.assignment.AssignmentRules;
import io.hexdispatch.assignment.Explanation;
import io.hexdispatch.assignment.LiveRules;
import io.hexdispatch.category.Categories;
import io.hexdispatch.deadline.RunningDeadlines;
import io.hexdispatch.event.Report;
import io.hexdispatch.event.TestReports;
import io.hexdispatch.flow.Filing;
import io.hexdispatch.flow.Findings.Kept;
import io.hexdispatch.flow.HeardFindings;
import io.hexdispatch.flow.Outbox.Owed;
import io.hexdispatch.flow.Webhooks.Attempt;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.OrderAction;
import io.hexdispatch.order.TestCaseFiles;
import io.hexdispatch.supervision.Finding;
import io.hexdispatch.supervision.FindingKind;
import io.hexdispatch.supervision.FindingRules;
import io.hexdispatch.supervision.Irregularity;
import io.hexdispatch.supervision.Webhook;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Findings and what webhooks are owed of them in a real database, with two who act at once. */
class PostgresFindingsIT {
    private static final Categories CATEGORIES = Categories.bundled();
    private static final Instant NOW = TestReports.NOW;
    private static final Instant LEASE = NOW.plusSeconds(60);
    private static final Actor ADMIN = new Actor(Role.ADMIN, "wang");
    private static final Attempt REFUSED = new Attempt(NOW, 3, Optional.of(500), Optional.of("answered 500"));

    @TempDir
    private static Path folder;

    private static EmbeddedDatabase database;
    private static Vertx vertx;
    private static Context loop;
    private static Pool pool;

    private final HeardFindings news = new HeardFindings();
    private final PostgresEvents events = new PostgresEvents(
            pool, CATEGORIES, new LiveRules(AssignmentRules.bundled()), new RunningDeadlines(), news);
    private final PostgresFindings findings = new PostgresFindings(pool, news);
    private final PostgresWebhooks webhooks = new PostgresWebhooks(pool);

    @BeforeAll
    static void start() throws Exception {
        database = EmbeddedDatabase.start(folder);
        Schema.migrate(database.address());
        vertx = Vertx.vertx();
        loop = vertx.getOrCreateContext();
        pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(4))
                .connectingTo(database.address().options())
                .using(vertx)
                .build();
    }

    @AfterAll
    static void stop() throws Exception {
        await(pool::close);
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        database.close();
    }

    @Test
    void theSameIrregularityFromSeveralAtOnceIsThereOnceAndToldOnce() throws Exception {
        CaseFile caseFile = file("same");
        List<Kept> kept = await(() -> {
            List<Future<List<Kept>>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(findings.keep(List.of(byHand(caseFile, "late"))));
            }
            return Future.all(all)
                    .map(done -> all.stream().map(each -> each.result().get(0)).toList());
        });

        assertThat(kept).filteredOn(Kept::isNew).hasSize(1);
        assertThat(kept)
                .extracting(each -> each.finding().id())
                .containsOnly(kept.get(0).finding().id());
        assertThat(news.found()).hasSize(1);
        assertThat(await(() -> findings.find(kept.get(0).finding().id())).orElseThrow())
                .isEqualTo(news.found().get(0));
    }

    @Test
    void aChangeThatIsIrregularIsCommittedWithItsFindingAndEvidence() throws Exception {
        CaseFile caseFile = file("returned");
        for (int i = 1; i <= 3; i++) {
            int ordinal = i;
            await(() -> events.change(
                    caseFile.event().number(),
                    file -> file.work(
                            file.order(ordinal).orElseThrow(),
                            OrderAction.HAND_ON,
                            CENTRE,
                            Optional.of("not ours"),
                            Optional.of(TestCaseFiles.lead(ordinal % 2 == 0 ? "gas" : "police")),
                            NOW.plusSeconds(ordinal))));
        }

        assertThat(news.found()).singleElement().satisfies(found -> {
            assertThat(found.irregularity().kind()).isEqualTo(FindingKind.RETURNED_OFTEN);
            assertThat(found.irregularity().evidence().lines()).hasSize(3);
        });
        Finding told = news.found().get(0);
        assertThat(await(() -> findings.find(told.id()))).contains(told);
    }

    @Test
    void twoWhoSendClaimEachMessageOnceAndALeaseThatRanOutFreesIt() throws Exception {
        String name = webhook("claimed");
        List<Irregularity> ten = new ArrayList<>();
        CaseFile caseFile = file("claimed");
        for (int i = 0; i < 10; i++) {
            ten.add(byHand(caseFile, "reason " + i));
        }
        await(() -> findings.keep(ten));
        PostgresWebhooks other = new PostgresWebhooks(pool);

        List<Owed> claimed = await(() -> {
            List<Future<List<Owed>>> all = List.of(
                    webhooks.claim(Set.of(), 4, NOW, LEASE),
                    other.claim(Set.of(), 4, NOW, LEASE),
                    other.claim(Set.of(), 4, NOW, LEASE));
            return Future.all(all)
                    .map(done ->
                            all.stream().flatMap(each -> each.result().stream()).toList());
        });
        List<Owed> mine =
                claimed.stream().filter(owed -> owed.webhook().equals(name)).toList();
        assertThat(new HashSet<>(mine.stream().map(Owed::id).toList())).hasSameSizeAs(mine);
        List<Owed> rest = claim(name, 100, NOW);
        assertThat(mine.size() + rest.size()).isEqualTo(10);
        assertThat(claim(name, 100, LEASE.minusMillis(1))).isEmpty();
        assertThat(claim(name, 100, LEASE)).as("whoever had them died").hasSize(10);
        assertThat(await(() -> webhooks.claim(Set.of(name), 100, LEASE.plusSeconds(600), LEASE.plusSeconds(700))))
                .as("one that is busy is passed by")
                .extracting(Owed::webhook)
                .doesNotContain(name);
    }

    @Test
    void attemptsAreKeptAndOnlyTheLatestOfThem() throws Exception {
        String name = webhook("attempts");
        Irregularity late = byHand(file("attempts"), "late");
        await(() -> findings.keep(List.of(late)));
        for (int i = 0; i < 25; i++) {
            Owed owed = claim(name, 1, NOW.plusSeconds(100L * i)).get(0);
            assertThat(owed.tries()).isEqualTo(i);
            Instant next = NOW.plusSeconds(100L * (i + 1));
            await(() -> webhooks.failed(owed, REFUSED, next));
        }
        var delivery = await(() -> webhooks.deliveries(name, Optional.of(true), Optional.empty(), 10))
                .get(0);
        assertThat(delivery.tries()).isEqualTo(25);
        assertThat(delivery.attempts()).hasSize(20).containsOnly(REFUSED);

        Owed last = claim(name, 1, NOW.plusSeconds(2_500)).get(0);
        await(() -> webhooks.delivered(last, new Attempt(NOW, 1, Optional.of(204), Optional.empty())));
        assertThat(claim(name, 1, NOW.plus(Duration.ofDays(9)))).isEmpty();
        assertThat(await(() -> webhooks.forgetDelivered(NOW, 10))).isZero();
        assertThat(await(() -> webhooks.forgetDelivered(NOW.plusSeconds(1), 10)))
                .isEqualTo(1);
    }

    @Test
    void whatIsOwedToAnAddressThatIsGoneWaitsUntilSomebodyMendsIt() throws Exception {
        String name = webhook("gone");
        Irregularity late = byHand(file("gone"), "late");
        await(() -> findings.keep(List.of(late)));
        Owed owed = claim(name, 1, NOW).get(0);
        await(() -> webhooks.gone(owed, REFUSED));
        assertThat(claim(name, 1, NOW.plus(Duration.ofDays(9)))).isEmpty();

        await(() ->
                webhooks.put(new Webhook(name, "http://127.0.0.1:2/", Set.of(), true), Optional.empty(), ADMIN, NOW));
        assertThat(claim(name, 1, NOW)).singleElement().satisfies(again -> {
            assertThat(again.id()).isEqualTo(owed.id());
            assertThat(again.url()).isEqualTo("http://127.0.0.1:2/");
            assertThat(again.secret()).as("left as it was").isEqualTo("whsec_x");
        });
        assertThat(await(() -> webhooks.remove(name))).isTrue();
        assertThat(claim(name, 1, NOW.plus(Duration.ofDays(9)))).isEmpty();
    }

    @Test
    void earlierEventsAreFoundByTheirCategoryAndCell() throws Exception {
        List<String> plan = new ArrayList<>();
        await(() -> pool.query("EXPLAIN (GENERIC_PLAN) " + PostgresEarlierEvents.RESOLVED)
                        .execute())
                .forEach(row -> plan.add(row.getString(0)));
        assertThat(String.join("\n", plan)).contains("event_by_category_cell").doesNotContain("Seq Scan on event e");
    }

    private List<Owed> claim(String name, int limit, Instant now) throws Exception {
        return await(() -> webhooks.claim(Set.of(), limit, now, now.plusSeconds(60))).stream()
                .filter(owed -> owed.webhook().equals(name))
                .toList();
    }

    private String webhook(String name) throws Exception {
        await(() -> webhooks.put(
                new Webhook(name, "http://127.0.0.1:1/", Set.of(), true), Optional.of("whsec_x"), ADMIN, NOW));
        return name;
    }

    private static Irregularity byHand(CaseFile caseFile, String reason) {
        return FindingRules.byHand(caseFile, FindingKind.OVERDUE_DISPOSAL, CENTRE, reason, List.of(), NOW);
    }

    private CaseFile file(String sourceEventId) throws Exception {
        Report report = TestReports.of("90003");
        Filing filing = new Filing(
                new Report(
                        report.source(),
                        sourceEventId,
                        report.category(),
                        report.place(),
                        report.text(),
                        report.reporter(),
                        report.occurredAt(),
                        report.receivedAt()),
                TestReports.GONGYI,
                new Assignment(
                        List.of(TestCaseFiles.lead("gas")),
                        new Explanation("map map-1", Optional.of("a rule"), List.of(), Optional.empty())),
                NOW);
        return await(() -> events.file(filing)).caseFile();
    }

    private static <T> T await(Supplier<Future<T>> action) throws Exception {
        Promise<T> promise = Promise.promise();
        loop.runOnContext(turn -> action.get().onComplete(promise));
        return promise.future().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
