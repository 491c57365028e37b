package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.flow.RefusedException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FewAtOnceTest {
    private final FewAtOnce turns = new FewAtOnce(2, 1);
    private final List<Promise<String>> running = new ArrayList<>();

    private Future<String> begin() {
        return turns.run(() -> {
            Promise<String> work = Promise.promise();
            running.add(work);
            return work.future();
        });
    }

    @Test
    void twoAreServedTheThirdWaitsAndTheFourthIsRefused() {
        begin();
        begin();
        Future<String> third = begin();
        Future<String> fourth = begin();
        assertThat(running).hasSize(2);
        assertThat(fourth.cause()).isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.kind())
                .isEqualTo(RefusedException.Kind.BUSY));
        running.get(0).fail("whatever");
        assertThat(running).hasSize(3);
        running.get(2).complete("done");
        assertThat(third.result()).isEqualTo("done");
    }

    @Test
    void workThatFailsBeforeItBeginsGivesItsTurnBack() {
        for (int i = 0; i < 10; i++) {
            assertThat(turns.run(() -> {
                                throw new IllegalStateException("broken");
                            })
                            .failed())
                    .isTrue();
        }
        begin();
        assertThat(running).hasSize(1);
    }
}
