package io.hexdispatch.postgres;

import static io.hexdispatch.rollcall.TestRollCalls.CALLER;
import static io.hexdispatch.rollcall.TestRollCalls.LIMIT;
import static io.hexdispatch.rollcall.TestRollCalls.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.flow.RollCalls;
import io.hexdispatch.flow.RollCalls.Line;
import io.hexdispatch.flow.RollCalls.Part;
import io.hexdispatch.flow.RollCalls.Recorded;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.rollcall.Answer;
import io.hexdispatch.rollcall.Attendance;
import io.hexdispatch.rollcall.Called;
import io.hexdispatch.rollcall.Muster.Selected;
import io.hexdispatch.rollcall.RollCall;
import io.hexdispatch.rollcall.RollCallId;
import io.hexdispatch.rollcall.Tally;
import io.hexdispatch.rollcall.TestRollCalls;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Roll calls in a real database do what the concept says of them. */
class PostgresRollCallsIT {
    private static final int WALKS = 60;
    private static final int STEPS = 40;
    private static final int CALLED = 7;
    private static final Duration ALL_ANSWERED_WITHIN = Duration.ofSeconds(20);

    @TempDir
    private static Path folder;

    private static EmbeddedDatabase database;
    private static Vertx vertx;
    private static Context loop;
    private static Pool pool;
    private static PostgresRollCalls rollCalls;

    @BeforeAll
    static void start() throws Exception {
        database = EmbeddedDatabase.start(folder);
        Schema.migrate(database.address());
        vertx = Vertx.vertx();
        loop = vertx.getOrCreateContext();
        pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(6))
                .connectingTo(database.address().options())
                .using(vertx)
                .build();
        rollCalls = new PostgresRollCalls(pool);
    }

    @AfterAll
    static void stop() throws Exception {
        await(pool::close);
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        database.close();
    }

    @Test
    void whateverHappensInWhateverOrderTheDatabaseAndTheConceptAgree() throws Exception {
        Map<String, Integer> reached = new HashMap<>();
        for (int seed = 0; seed < WALKS; seed++) {
            walk(seed, reached);
        }
        assertThat(reached.keySet())
                .as("what the walks came to: %s", reached)
                .contains("ANSWERED", "LATE", "SILENT", "ENDED", "CANCELLED", "reminded");
    }

    private void walk(int seed, Map<String, Integer> reached) throws Exception {
        Random random = new Random(seed);
        RollCall.Kind kind = random.nextInt(4) == 0 ? RollCall.Kind.BROADCAST : RollCall.Kind.ROLL_CALL;
        List<Called> called = TestRollCalls.responders(CALLED);
        RollCall call = keep("walk-" + seed, kind, called).call();
        List<Attendance> model = new ArrayList<>();
        called.forEach(one -> model.add(Attendance.NONE));
        for (int step = 0; step < STEPS; step++) {
            int who = random.nextInt(CALLED);
            Instant at = NOW.plusSeconds(random.nextInt(90));
            RollCallId id = call.id();
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> {
                    await(() -> rollCalls.record(id, called.get(who).actor(), at, Optional.empty()));
                    model.set(who, model.get(who).delivered(at));
                }
                case 3, 4, 5, 6, 7 -> {
                    Answer answer = new Answer(at, Optional.of("step " + step), Optional.empty());
                    Recorded recorded = await(
                                    () -> rollCalls.record(id, called.get(who).actor(), at, Optional.of(answer)))
                            .orElseThrow();
                    model.set(who, model.get(who).answered(answer, call));
                    assertThat(recorded.attendance()).isEqualTo(model.get(who));
                    assertThat(recorded.state()).isEqualTo(call.state());
                }
                case 8 -> {
                    Optional<List<Actor>> silent = await(() -> rollCalls.remind(id, NOW, Optional.of(Duration.ZERO)));
                    assertThat(silent.isPresent()).isEqualTo(call.ending().isEmpty());
                    if (silent.isPresent()) {
                        reached.merge("reminded", silent.get().size(), Integer::sum);
                        assertThat(silent.get())
                                .containsExactlyElementsOf(called.stream()
                                        .filter(one ->
                                                model.get(called.indexOf(one)).isOwed(kind))
                                        .map(Called::actor)
                                        .toList());
                        model.replaceAll(one -> one.isOwed(kind) ? one.reminded() : one);
                    }
                }
                case 9 -> {
                    Actor actor = called.get(who).actor();
                    assertThat(await(() -> rollCalls.owed(actor)).stream()
                                    .anyMatch(one -> one.id().equals(id)))
                            .isEqualTo(call.ending().isEmpty() && model.get(who).isOwed(kind));
                }
                case 10 -> {
                    RollCall.Cause cause =
                            random.nextInt(3) == 0 ? RollCall.Cause.CANCELLED : RollCall.Cause.ENDED_BY_HAND;
                    if (random.nextInt(4) == 0) {
                        Optional<RollCall> ended = await(() -> rollCalls.end(id, RollCall.Ending.of(cause, at)));
                        assertThat(ended.isPresent()).isEqualTo(call.ending().isEmpty());
                        call = TestRollCalls.ended(call, cause, at);
                    }
                }
                default -> {
                    Actor stranger =
                            new Actor(Role.CENTRE, called.get(who).actor().id());
                    assertThat(await(() -> rollCalls.record(id, stranger, at, Optional.empty())))
                            .as("another role with the same name")
                            .isEmpty();
                }
            }
        }
        check(call, called, model);
        RollCallId id = call.id();
        reached.merge(call.state().name(), 1, Integer::sum);
        model.forEach(one -> reached.merge(one.kind().name(), 1, Integer::sum));
        await(() -> rollCalls.end(id, RollCall.Ending.of(RollCall.Cause.CANCELLED, NOW)));
    }

    private void check(RollCall call, List<Called> called, List<Attendance> model) throws Exception {
        List<Line> lines =
                await(() -> rollCalls.lines(call.id(), Optional.empty(), Part.ALL, Optional.empty(), 0, 100));
        assertThat(lines).extracting(Line::called).containsExactlyElementsOf(called);
        assertThat(lines).extracting(Line::attendance).containsExactlyElementsOf(model);
        Tally tally = await(() -> rollCalls.tally(call.id(), Optional.empty()));
        List<Tally.Group> groups = new ArrayList<>();
        for (int i = 0; i < CALLED; i++) {
            groups.add(Tally.Group.of(called.get(i), model.get(i)));
        }
        Tally expected = new Tally(groups);
        assertThat(tally.total()).isEqualTo(expected.total());
        assertThat(tally.byLevel()).isEqualTo(expected.byLevel());
        GridCode county = new GridCode("410181");
        assertThat(tally.within(county).total())
                .isEqualTo(expected.within(county).total());
        assertThat(await(() -> rollCalls.tally(call.id(), Optional.of(county))).total())
                .isEqualTo(expected.within(county).total());
        for (Part part : Part.values()) {
            assertThat(await(() -> rollCalls.lines(call.id(), Optional.empty(), part, Optional.empty(), 0, 100)))
                    .hasSize(
                            switch (part) {
                                case ALL -> CALLED;
                                case SILENT -> expected.total().silent();
                                case ANSWERED -> expected.total().answered();
                                case LATE -> expected.total().late();
                                case DELIVERED -> expected.total().delivered();
                                case UNDELIVERED -> expected.total().undelivered();
                            });
        }
    }

    @Test
    void manyAnswersAtOnceEachTwiceAreEachCountedOnceWithinSeconds() throws Exception {
        int count = 15_000;
        List<Called> called = TestRollCalls.responders(count);
        RollCall call = keep("many", RollCall.Kind.ROLL_CALL, called).call();
        long kept = System.nanoTime();
        List<Optional<Recorded>> recorded = await(() -> {
            List<Future<Optional<Recorded>>> all = new ArrayList<>();
            for (String text : List.of("first", "second")) {
                for (Called one : called) {
                    all.add(rollCalls.record(
                            call.id(),
                            one.actor(),
                            NOW.plusSeconds(1),
                            Optional.of(new Answer(NOW.plusSeconds(1), Optional.of(text), Optional.empty()))));
                }
            }
            return Future.all(all).map(done -> done.<Optional<Recorded>>list());
        });
        Tally tally = await(() -> rollCalls.tally(call.id(), Optional.empty()));
        long counted = System.nanoTime();
        assertThat(Duration.ofNanos(counted - kept)).isLessThan(ALL_ANSWERED_WITHIN);
        assertThat(tally.total()).isEqualTo(new Tally.Count(count, count, count, 0));
        assertThat(recorded).allSatisfy(one -> assertThat(
                        one.orElseThrow().attendance().answer().orElseThrow().text())
                .contains("first"));
        await(() -> rollCalls.end(call.id(), RollCall.Ending.of(RollCall.Cause.COMPLETE, NOW)));
    }

    @Test
    void twoServersEndAndRemindACallOnce() throws Exception {
        RollCall call = keep("twice", RollCall.Kind.ROLL_CALL, TestRollCalls.responders(3))
                .call();
        RollCalls other = new PostgresRollCalls(pool);
        Instant half = NOW.plus(LIMIT.dividedBy(2));
        assertThat(await(() -> rollCalls.remindersDue(half.minusMillis(1), 20))).doesNotContain(call.id());
        assertThat(await(() -> rollCalls.remindersDue(half, 20))).contains(call.id());
        List<Optional<List<Actor>>> reminded = await(() -> both(
                rollCalls.remind(call.id(), half, Optional.empty()), other.remind(call.id(), half, Optional.empty())));
        assertThat(reminded.stream().filter(Optional::isPresent)).hasSize(1);
        assertThat(await(() -> rollCalls.remindersDue(half, 20))).doesNotContain(call.id());

        Instant due = NOW.plus(LIMIT);
        assertThat(await(() -> rollCalls.endDue(due.minusMillis(1), 20))).isEmpty();
        List<List<RollCall>> ended = await(() -> both(rollCalls.endDue(due, 20), other.endDue(due, 20)));
        assertThat(ended.stream().flatMap(List::stream).filter(one -> one.id().equals(call.id())))
                .hasSize(1);
    }

    @Test
    void anAnswerThatWaitedToBeWrittenWhileTheTimeRanOutIsInTime() throws Exception {
        List<Called> called = TestRollCalls.responders(2);
        RollCall call = keep("waited", RollCall.Kind.ROLL_CALL, called).call();
        Instant due = NOW.plus(LIMIT);
        await(() -> rollCalls.end(call.id(), RollCall.Ending.of(RollCall.Cause.TIME_UP, due.plusMillis(200))));
        Answer inTime = new Answer(due, Optional.empty(), Optional.empty());
        Answer late = new Answer(due.plusMillis(1), Optional.empty(), Optional.empty());
        assertThat(await(() -> rollCalls.record(call.id(), called.get(0).actor(), due, Optional.of(inTime)))
                        .orElseThrow()
                        .attendance()
                        .kind())
                .isEqualTo(Attendance.Kind.ANSWERED);
        assertThat(await(() -> rollCalls.record(call.id(), called.get(1).actor(), late.at(), Optional.of(late)))
                        .orElseThrow()
                        .attendance()
                        .kind())
                .isEqualTo(Attendance.Kind.LATE);
    }

    @Test
    void aWishSentTwiceIsOneCallAndMoreThanAHundredAtOnceAreTooMany() throws Exception {
        List<Called> called = TestRollCalls.responders(1);
        RollCalls.Kept first = keep("same", RollCall.Kind.BROADCAST, called);
        RollCalls.Kept second = keep("same", RollCall.Kind.BROADCAST, called);
        assertThat(first.isNew()).isTrue();
        assertThat(second.isNew()).isFalse();
        assertThat(second.call().id()).isEqualTo(first.call().id());
        assertThat(await(() -> rollCalls.tally(first.call().id(), Optional.empty()))
                        .total()
                        .called())
                .isEqualTo(1);

        List<RollCallId> made = new ArrayList<>(List.of(first.call().id()));
        assertThatThrownBy(() -> {
                    for (int i = 0; i <= PostgresRollCalls.RUNNING_MAX; i++) {
                        made.add(keep("one-of-many-" + i, RollCall.Kind.BROADCAST, called)
                                .call()
                                .id());
                    }
                })
                .hasMessageContaining("100 roll calls and broadcasts run already");
        for (RollCallId id : made) {
            await(() -> rollCalls.end(id, RollCall.Ending.of(RollCall.Cause.CANCELLED, NOW)));
        }
    }

    @Test
    void answersAreWrittenByTheirKeyAndNotByReadingAllThatWereEverCalled() throws Exception {
        for (String statement : List.of(RollCallAnswers.RECORD, PostgresRollCalls.OWED)) {
            List<String> plan = new ArrayList<>();
            await(() -> pool.query("EXPLAIN (GENERIC_PLAN) " + statement).execute())
                    .forEach(row -> plan.add(row.getString(0)));
            assertThat(String.join("\n", plan))
                    .contains("roll_call_recipient_pkey on roll_call_recipient r")
                    .doesNotContain("Seq Scan on roll_call_recipient");
        }
    }

    private static <T> Future<List<T>> both(Future<T> one, Future<T> other) {
        return Future.all(one, other).map(done -> done.list());
    }

    private static RollCalls.Kept keep(String key, RollCall.Kind kind, List<Called> called) throws Exception {
        return await(() -> rollCalls.call(
                TestRollCalls.wish(key, kind),
                CALLER,
                new Selected(called, 0, Set.of(new GridCode("410100"), new GridCode("410181"))),
                "map-1",
                NOW));
    }

    private static <T> T await(Supplier<Future<T>> action) throws Exception {
        Promise<T> promise = Promise.promise();
        loop.runOnContext(turn -> action.get().onComplete(promise));
        try {
            return promise.future().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
