package io.hexdispatch.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.source.RateLimit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ThrottlePropertyTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int ROOM = 100;

    /** Each for himself, whatever the others do and however the time goes on. */
    @Property
    void letsNobodyDoMoreThanHisRateAndHisBurst(
            @ForAll @IntRange(min = 1, max = 50) int perSecond,
            @ForAll @IntRange(min = 1, max = 20) int burst,
            @ForAll @Size(max = 200) List<@LongRange(min = 0, max = SECOND / 4) Long> steps,
            @ForAll @Size(value = 200) List<@IntRange(min = 0, max = 3) Integer> callers) {
        Throttle throttle = new Throttle(Optional.of(new RateLimit(perSecond, burst)), ROOM);
        Map<Integer, Integer> taken = new HashMap<>();
        long now = 0;
        for (int i = 0; i < steps.size(); i++) {
            now += steps.get(i);
            if (throttle.take("caller " + callers.get(i), now) == 0) {
                taken.merge(callers.get(i), 1, Integer::sum);
            }
        }

        double most = burst + perSecond * (now / (double) SECOND) + 1e-6;
        taken.values().forEach(count -> assertThat(count).isLessThanOrEqualTo((int) most));
    }

    @Property
    void letsInWhoWaitsAsLongAsHeWasTold(
            @ForAll @IntRange(min = 1, max = 50) int perSecond, @ForAll @IntRange(min = 1, max = 20) int burst) {
        Throttle throttle = new Throttle(Optional.of(new RateLimit(perSecond, burst)), ROOM);
        long wait = 0;
        for (int i = 0; i <= burst; i++) {
            wait = throttle.take("gas", 0);
        }

        assertThat(wait).isPositive();
        assertThat(throttle.take("gas", wait)).isZero();
    }

    /** Of a million addresses no more are remembered than there is room for, and the one that keeps coming is. */
    @Property(tries = 20)
    void remembersABoundedNumber(@ForAll @IntRange(min = 1, max = 2_000) int strangers) {
        Throttle throttle = new Throttle(Optional.of(new RateLimit(1, 1)), ROOM);
        assertThat(throttle.take("gas", 0)).isZero();
        for (int i = 0; i < strangers; i++) {
            throttle.take("stranger " + i, i);
            assertThat(throttle.take("gas", i)).isPositive();
        }

        assertThat(throttle.remembered()).isLessThanOrEqualTo(ROOM);
    }

    @Test
    void holdsNobodyWithoutALimit() {
        Throttle throttle = new Throttle(Optional.empty(), ROOM);
        for (int i = 0; i < 10_000; i++) {
            assertThat(throttle.take("gas", 0)).isZero();
        }

        assertThat(throttle.remembered()).isZero();
    }
}
