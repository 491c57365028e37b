package io.hexdispatch.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.flow.OutcomeUnknownException;
import io.hexdispatch.flow.RefusedException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import io.vertx.sqlclient.Pool;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatabaseGateTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Pool POOL = (Pool) Proxy.newProxyInstance(
            Pool.class.getClassLoader(), new Class<?>[] {Pool.class}, (pool, method, arguments) -> null);

    private final List<Throwable> troubles = new ArrayList<>();
    private final DatabaseGate gate = new DatabaseGate(troubles::add);

    @Test
    void refusesWhileItIsShutWithoutTrying() {
        boolean[] isTried = {false};
        Future<String> refused = gate.pass(LONG, pool -> {
            isTried[0] = true;
            return Future.succeededFuture("");
        });

        assertThat(isTried[0]).isFalse();
        assertThat(refused.cause())
                .isInstanceOfSatisfying(
                        RefusedException.class, busy -> assertThat(busy.kind()).isEqualTo(RefusedException.Kind.BUSY))
                .hasMessageContaining("nothing was changed");
    }

    @Test
    void whatIsUnderWayWhenItShutsHasAnUnknownOutcomeAndCountsUntilItEnds() {
        gate.open(POOL);
        Promise<String> commit = Promise.promise();
        Future<String> passing = gate.pass(LONG, pool -> commit.future());
        assertThat(passing.isComplete()).isFalse();

        gate.shut();

        assertThat(passing.cause()).isInstanceOf(OutcomeUnknownException.class);
        assertThat(gate.underWay()).isZero();
        assertThat(gate.isEmpty()).as("it may still commit").isFalse();
        commit.complete("committed after all");
        assertThat(gate.isEmpty()).isTrue();
        assertThat(passing.cause()).isInstanceOf(OutcomeUnknownException.class);
    }

    @Test
    void whatTakesLongerThanItMayIsGivenUp() throws InterruptedException {
        gate.open(POOL);
        Future<String> late =
                gate.pass(Duration.ofNanos(1), pool -> Promise.<String>promise().future());
        Future<String> patient =
                gate.pass(LONG, pool -> Promise.<String>promise().future());
        Thread.sleep(1);

        gate.abandonLate();

        assertThat(late.cause()).isInstanceOf(OutcomeUnknownException.class);
        assertThat(patient.isComplete()).isFalse();
        assertThat(gate.isOpen()).isTrue();
    }

    @Test
    void tellsABrokenConnectionFromARefusedStatement() {
        gate.open(POOL);
        PgException refused = new PgException("duplicate key", "ERROR", "23505", null);
        assertThat(gate.pass(LONG, pool -> Future.failedFuture(refused)).cause())
                .isSameAs(refused);
        assertThat(troubles).isEmpty();

        PgException stops = new PgException("terminating connection", "FATAL", "57P01", null);
        assertThat(gate.pass(LONG, pool -> Future.failedFuture(stops)).cause())
                .isInstanceOf(OutcomeUnknownException.class);
        assertThat(gate.pass(LONG, pool -> Future.failedFuture(ClosedConnectionException.INSTANCE))
                        .cause())
                .isInstanceOf(OutcomeUnknownException.class);
        assertThat(troubles).containsExactly(stops, ClosedConnectionException.INSTANCE);
    }

    @Test
    void whatThrowsIsAFailureLikeAnother() {
        gate.open(POOL);
        RuntimeException thrown = new IllegalStateException("no such column");
        assertThat(gate.<String>pass(LONG, pool -> {
                            throw thrown;
                        })
                        .cause())
                .isSameAs(thrown);
        assertThat(gate.isEmpty()).isTrue();
    }
}
