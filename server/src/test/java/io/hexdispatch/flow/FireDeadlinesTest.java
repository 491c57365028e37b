package io.hexdispatch.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.deadline.Deadline;
import io.hexdispatch.deadline.DeadlineKey;
import io.hexdispatch.deadline.DeadlineKind;
import io.hexdispatch.deadline.Limit;
import io.hexdispatch.deadline.RunningDeadlines;
import io.hexdispatch.deadline.RunningDeadlines.Alarm;
import io.hexdispatch.deadline.WorkingCalendar;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.TestReports;
import io.hexdispatch.order.TestCaseFiles;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** What is told when, where the database answers late or not at all. */
class FireDeadlinesTest {
    private static final Instant NOW = TestReports.NOW;

    private final RunningDeadlines running = new RunningDeadlines();
    private final FakeEvents announcements = new FakeEvents(TestCaseFiles.filed(TestCaseFiles.lead("gas")));
    private final FakeDeadlines deadlines = new FakeDeadlines();
    private final FireDeadlines fireDeadlines =
            new FireDeadlines(running, deadlines, announcements, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void tellsNobodyBeforeTheClaimIsCommitted() {
        running.put(key(1), NOW);

        fireDeadlines.fire();
        assertThat(announcements.announced()).isEmpty();
        deadlines.commit();

        assertThat(announcements.announced()).containsExactly("deadline-warning");
    }

    @Test
    void triesAgainWhatCouldNotBeClaimed() {
        running.put(key(1), NOW.minusSeconds(1));
        running.put(key(2), NOW.minusSeconds(1));

        Future<Integer> first = fireDeadlines.fire();
        deadlines.fail("the database is gone");
        assertThat(first.failed()).isTrue();
        assertThat(announcements.announced()).isEmpty();
        assertThat(running.size()).isEqualTo(2);

        fireDeadlines.fire();
        deadlines.commit();
        deadlines.commit();
        assertThat(announcements.announced()).hasSize(2);
    }

    @Test
    void oneThatCanNeverBeClaimedDoesNotHoldTheOthersUp() {
        for (int event = 1; event <= 8; event++) {
            running.put(key(event), NOW.plusNanos(-1_000_000 + event * 1_000L));
        }
        while (announcements.announced().size() < 7) {
            fireDeadlines.fire();
            while (!deadlines.underWay.isEmpty()) {
                if (deadlines.underWay.peek().alarms().stream()
                        .anyMatch(alarm -> alarm.key().equals(key(1)))) {
                    deadlines.fail("this one cannot be read");
                } else {
                    deadlines.commit();
                }
            }
        }

        assertThat(running.next()).contains(NOW.plus(FireDeadlines.PAUSE_AFTER_FAILURE));
        assertThat(running.size()).isOne();
    }

    @Test
    void claimsTwoLotsAtATimeUntilNothingIsDue() {
        for (int event = 1; event <= 2 * FireDeadlines.FIRINGS_MAX + 1; event++) {
            running.put(key(event), NOW);
        }
        running.put(key(9_999), NOW.plusSeconds(1));

        Future<Integer> fired = fireDeadlines.fire();
        assertThat(fireDeadlines.fire().result()).isZero();
        assertThat(deadlines.underWay).hasSize(2);
        deadlines.commit();
        assertThat(deadlines.underWay).hasSize(2);
        deadlines.commit();
        deadlines.commit();

        assertThat(deadlines.lots).containsExactly(FireDeadlines.FIRINGS_MAX, FireDeadlines.FIRINGS_MAX, 1);
        assertThat(fired.result()).isEqualTo(2 * FireDeadlines.FIRINGS_MAX + 1);
        assertThat(running.size()).isOne();
    }

    private static DeadlineKey key(long event) {
        return new DeadlineKey(event, 0, DeadlineKind.DISPOSAL);
    }

    /** Claims what it is asked to when the test says so. */
    private static final class FakeDeadlines implements Deadlines {
        private final List<Integer> lots = new ArrayList<>();
        private final Queue<Lot> underWay = new ArrayDeque<>();

        private record Lot(List<Alarm> alarms, Promise<List<Signalled>> promise) {}

        /** Ends the lot that was begun first. */
        private void fail(String why) {
            underWay.remove().promise().fail(why);
        }

        private void commit() {
            Lot lot = underWay.remove();
            lot.promise()
                    .complete(lot.alarms().stream()
                            .map(alarm -> new Signalled(
                                    TestCaseFiles.filed(TestCaseFiles.lead("gas")),
                                    Deadline.begin(
                                                    alarm.key(),
                                                    new Deadline.Terms(
                                                            new Limit(1, Limit.Measure.HOURS), "x", 75, List.of()),
                                                    NOW,
                                                    WorkingCalendar.ROUND_THE_CLOCK)
                                            .fire(WorkingCalendar.ROUND_THE_CLOCK),
                                    NOW))
                            .toList());
        }

        @Override
        public Future<List<Signalled>> fire(List<Alarm> due, Instant now) {
            lots.add(due.size());
            underWay.add(new Lot(due, Promise.promise()));
            return underWay.stream()
                    .reduce((before, last) -> last)
                    .orElseThrow()
                    .promise()
                    .future();
        }

        @Override
        public Future<Integer> load() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<List<Standing>> of(EventNumber number) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<List<Standing>> list(Query query) {
            throw new UnsupportedOperationException();
        }
    }
}
