package io.hexdispatch.server;

import io.hexdispatch.flow.AdvanceRollCalls;
import io.hexdispatch.flow.AnswerRollCall;
import io.hexdispatch.flow.CallRoll;
import io.hexdispatch.flow.CountRollCalls;
import io.hexdispatch.flow.DirectRollCall;
import io.hexdispatch.flow.ReadRollCalls;
import io.hexdispatch.http.HttpApi;
import io.hexdispatch.http.RollCallRecords;
import io.hexdispatch.http.RollCallRoutes;
import io.hexdispatch.postgres.PostgresRollCalls;
import io.hexdispatch.websocket.RollCallDelivery;
import io.hexdispatch.websocket.RollCallMessages;
import io.hexdispatch.websocket.SocketRollCalls;
import io.hexdispatch.wire.TallyJson;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;

/** Roll calls: called, answered, counted, and sent to whoever has to answer. */
final class RollCallParts {
    private static final Duration COUNTED_EVERY = Duration.ofMillis(300);
    private static final Duration ADVANCE_EVERY = Duration.ofMillis(500);

    private final Ground ground;
    private final DispatchCore core;
    private final TallyJson tallyJson;
    private final SocketRollCalls news;
    private final PostgresRollCalls rollCalls;
    private final CountRollCalls countRollCalls;
    private final AdvanceRollCalls advanceRollCalls;

    final RollCallMessages messages;
    final RollCallDelivery delivery;
    final AnswerRollCall answerRollCall;

    RollCallParts(Ground ground, DispatchCore core) {
        this.ground = ground;
        this.core = core;
        Vertx vertx = ground.vertx();
        Clock clock = ground.clock();
        tallyJson = new TallyJson(ground.map());
        messages = new RollCallMessages(tallyJson, clock);
        news = new SocketRollCalls(vertx.getOrCreateContext(), core.connections, messages, ground.map());
        rollCalls = new PostgresRollCalls(ground.pool());
        countRollCalls = new CountRollCalls(rollCalls, news, clock);
        advanceRollCalls = new AdvanceRollCalls(rollCalls, countRollCalls, news, clock);
        answerRollCall = new AnswerRollCall(rollCalls, countRollCalls, core.audit, clock);
        delivery = new RollCallDelivery(vertx, core.connections, messages, rollCalls, clock);
    }

    void mount(HttpApi api) {
        ReadRollCalls readRollCalls = new ReadRollCalls(rollCalls, ground.map());
        new RollCallRoutes(
                        new CallRoll(
                                ground.map(),
                                core.roster,
                                rollCalls,
                                countRollCalls,
                                news,
                                core.audit,
                                ground.workers(),
                                ground.clock()),
                        answerRollCall,
                        new DirectRollCall(rollCalls, countRollCalls, news, core.audit, ground.clock()),
                        readRollCalls,
                        tallyJson)
                .mount(api);
        new RollCallRecords(readRollCalls).mount(api);
    }

    Future<?> load() {
        return advanceRollCalls.load();
    }

    void begin(PeriodicWork periodic) {
        periodic.every(COUNTED_EVERY, countRollCalls::count, "roll calls not counted, tried again in a moment");
        periodic.every(
                ADVANCE_EVERY,
                advanceRollCalls::advance,
                "roll calls that are due were not all advanced, tried again in a moment");
    }
}
