package io.hexdispatch.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.source.RateLimit;
import io.hexdispatch.source.Source;
import io.hexdispatch.source.SourceChange;
import io.hexdispatch.source.SourceKind;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveSourcesTest {
    private static final Actor ADMIN = new Actor(Role.ADMIN, "wang");

    private long nanos;
    private final LiveSources live = new LiveSources(() -> nanos);

    @Test
    void letsASourceReportThatNobodyRegistered() {
        assertThat(live.refuse("somebody")).isEmpty();
    }

    @Test
    void refusesASourceThatIsSwitchedOff() {
        live.swap(List.of(source("a", Optional.empty(), false)));

        assertThat(live.refuse("a"))
                .hasValueSatisfying(refused -> assertThat(refused.kind()).isEqualTo(RefusedException.Kind.FORBIDDEN));
        assertThat(live.refuse("b")).isEmpty();
    }

    @Test
    void saysAfterHowManySecondsASourceOverItsLimitMaySendAgain() {
        live.swap(List.of(source("a", Optional.of(new RateLimit(0.5, 1)), true)));
        assertThat(live.refuse("a")).isEmpty();

        assertThat(live.refuse("a")).hasValueSatisfying(refused -> {
            assertThat(refused.kind()).isEqualTo(RefusedException.Kind.TOO_MANY);
            assertThat(refused.retryAfterSeconds()).isEqualTo(2);
        });
        nanos = 2_000_000_000L;
        assertThat(live.refuse("a")).isEmpty();
    }

    @Test
    void givesNoNewBurstWhenAnotherSourceIsEdited() {
        Source limited = source("a", Optional.of(new RateLimit(0.5, 1)), true);
        live.swap(List.of(limited));
        assertThat(live.refuse("a")).isEmpty();

        live.swap(List.of(limited, source("b", Optional.empty(), true)));

        assertThat(live.refuse("a")).isPresent();
    }

    @Test
    void holdsInMemoryWhatWasCommittedAndNothingElse() {
        FailingOnce sources = new FailingOnce();
        FakeEvents told = new FakeEvents(null);
        EditSources edit = new EditSources(live, sources, told, Clock.systemUTC());

        assertThat(edit.put(ADMIN, source("a", Optional.empty(), true)).failed())
                .isTrue();
        assertThat(live.find("a")).isEmpty();
        assertThat(told.announced()).isEmpty();

        assertThat(edit.put(ADMIN, source("a", Optional.empty(), true)).result())
                .isTrue();
        assertThat(live.find("a")).isPresent();
        assertThat(edit.put(ADMIN, source("a", Optional.empty(), true)).result())
                .isFalse();
        assertThat(sources.changes).as("the same again is no change").hasSize(1);

        assertThat(edit.remove(ADMIN, "a").succeeded()).isTrue();
        assertThat(live.find("a")).isEmpty();
        assertThat(edit.remove(ADMIN, "a").cause()).hasMessage("there is no source \"a\"");
        assertThat(told.announced()).containsExactly("source a", "source a");
    }

    private static Source source(String key, Optional<RateLimit> limit, boolean isOn) {
        return new Source(key, key, SourceKind.IOT, Optional.empty(), limit, isOn);
    }

    /** A database that is gone at the first change. */
    private static final class FailingOnce implements Sources {
        private final List<SourceChange> changes = new ArrayList<>();
        private boolean hasFailed;

        @Override
        public Future<List<Source>> all() {
            return Future.succeededFuture(List.of());
        }

        @Override
        public Future<Void> change(SourceChange change) {
            if (!hasFailed) {
                hasFailed = true;
                return Future.failedFuture("the database is gone");
            }
            changes.add(change);
            return Future.succeededFuture();
        }

        @Override
        public Future<List<SourceChange>> history(String key, int limit) {
            return Future.succeededFuture(List.of());
        }
    }
}
