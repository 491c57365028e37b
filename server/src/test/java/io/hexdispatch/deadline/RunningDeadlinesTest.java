package io.hexdispatch.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.deadline.RunningDeadlines.Alarm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RunningDeadlinesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    private final RunningDeadlines running = new RunningDeadlines();

    @Test
    void firesWhatIsDueTheEarliestFirstAndOnce() {
        running.put(key(1), NOW.plusSeconds(2));
        running.put(key(2), NOW.plusSeconds(1));
        running.put(key(3), NOW.plusSeconds(3));

        assertThat(running.poll(NOW, 10)).isEmpty();
        assertThat(running.next()).contains(NOW.plusSeconds(1));
        assertThat(running.poll(NOW.plusSeconds(2), 10))
                .containsExactly(new Alarm(key(2), NOW.plusSeconds(1)), new Alarm(key(1), NOW.plusSeconds(2)));
        assertThat(running.poll(NOW.plusSeconds(2), 10)).isEmpty();
        // The clock jumps back an hour, and comes again.
        assertThat(running.poll(NOW.minusSeconds(3_600), 10)).isEmpty();
        assertThat(running.poll(NOW.plusSeconds(2), 10)).isEmpty();
        assertThat(running.size()).isOne();
    }

    @Test
    void movesWhatIsPutInAgainAndForgetsWhatIsTakenOut() {
        running.put(key(1), NOW);
        running.put(key(1), NOW.plusSeconds(5));
        running.put(key(2), NOW);
        running.remove(key(2));
        running.remove(key(3));

        assertThat(running.size()).isOne();
        assertThat(running.poll(NOW, 10)).isEmpty();
        assertThat(running.poll(NOW.plusSeconds(5), 10)).containsExactly(new Alarm(key(1), NOW.plusSeconds(5)));
        assertThat(running.next()).isEmpty();
    }

    @Test
    void takesNoMoreThanItIsAskedFor() {
        for (int event = 1; event <= 10; event++) {
            running.put(key(event), NOW);
        }
        assertThat(running.poll(NOW, 4)).hasSize(4);
        assertThat(running.poll(NOW, 40)).hasSize(6);
    }

    /** Few keys and few moments, so that they meet; compared with a map that is searched through. */
    @Property(seed = "410100", tries = 500)
    void doesWhatAMapThatIsSearchedThroughDoes(
            @ForAll @Size(max = 400) List<@IntRange(min = 0, max = 99_999) Integer> steps) {
        RunningDeadlines tested = new RunningDeadlines();
        Map<DeadlineKey, Instant> model = new HashMap<>();
        for (int step : steps) {
            DeadlineKey key = key(1 + step / 10 % 200);
            Instant at = NOW.plusSeconds(step / 2_000);
            if (step % 10 < 6) {
                tested.put(key, at);
                model.put(key, at);
            } else if (step % 10 < 9) {
                tested.remove(key);
                model.remove(key);
            } else {
                assertThat(tested.due(at)).isEqualTo((int) model.values().stream()
                        .filter(time -> !time.isAfter(at))
                        .count());
                List<Alarm> due = tested.poll(at, 3);
                assertThat(due).isSortedAccordingTo(java.util.Comparator.comparing(Alarm::at));
                assertThat(due).hasSize((int) Math.min(
                        3,
                        model.values().stream()
                                .filter(time -> !time.isAfter(at))
                                .count()));
                due.forEach(alarm -> assertThat(model.remove(alarm.key())).isEqualTo(alarm.at()));
                model.values().stream()
                        .filter(time -> !due.isEmpty() && due.size() == 3)
                        .forEach(time -> assertThat(time)
                                .isAfterOrEqualTo(due.get(due.size() - 1).at()));
            }
            assertThat(tested.size()).isEqualTo(model.size());
        }
        assertThat(tested.poll(NOW.plusSeconds(1_000), 1_000))
                .extracting(Alarm::key)
                .containsExactlyInAnyOrderElementsOf(model.keySet());
    }

    @Test
    void holdsAMillionMovesATenthOfThemAndGivesAllInTheirOrder() {
        SplittableRandom random = new SplittableRandom(410_100);
        for (int i = 0; i < 1_000_000; i++) {
            running.put(key(1 + i), NOW.plusMillis(random.nextInt(1_000_000_000)));
        }
        for (int i = 0; i < 100_000; i++) {
            running.put(key(1 + random.nextInt(1_000_000)), NOW.plusMillis(random.nextInt(1_000_000_000)));
            running.remove(key(1 + i));
        }
        assertThat(running.size()).isBetween(900_000, 1_000_000);
        int size = running.size();

        List<Alarm> all = new ArrayList<>();
        for (long second = 0; second <= 1_000_000; second += 1_000) {
            Instant now = NOW.plusSeconds(second);
            List<Alarm> due = running.poll(now, Integer.MAX_VALUE);
            due.forEach(alarm -> assertThat(alarm.at().isAfter(now)).isFalse());
            all.addAll(due);
        }
        assertThat(all).hasSize(size);
        for (int i = 1; i < all.size(); i++) {
            if (all.get(i).at().isBefore(all.get(i - 1).at())) {
                throw new AssertionError("out of order at " + i);
            }
        }
    }

    private static DeadlineKey key(long event) {
        return new DeadlineKey(event, (int) (event % 5), DeadlineKind.values()[(int) (event % 4)]);
    }
}
