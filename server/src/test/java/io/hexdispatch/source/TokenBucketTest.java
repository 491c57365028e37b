package io.hexdispatch.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void givesItsBurstAtOnceAndThenSaysHowLongToWait() {
        TokenBucket bucket = new TokenBucket(new RateLimit(2, 3), 0);
        for (int i = 0; i < 3; i++) {
            assertThat(bucket.take(0)).isZero();
        }

        assertThat(bucket.take(0)).isEqualTo(SECOND / 2);
        assertThat(bucket.take(SECOND / 2 - 1)).isPositive();
        assertThat(bucket.take(SECOND / 2)).isZero();
        assertThat(bucket.take(SECOND / 2)).isPositive();
    }

    @Test
    void fillsNoFurtherThanItsBurst() {
        TokenBucket bucket = new TokenBucket(new RateLimit(1_000, 2), 0);

        assertThat(bucket.take(3_600 * SECOND)).isZero();
        assertThat(bucket.take(3_600 * SECOND)).isZero();
        assertThat(bucket.take(3_600 * SECOND)).isPositive();
    }

    @Property(seed = "410100")
    void neverGivesMoreThanItsRateAndItsBurst(
            @ForAll @IntRange(min = 1, max = 50) int perSecond,
            @ForAll @IntRange(min = 1, max = 20) int burst,
            @ForAll @Size(max = 200) List<@LongRange(min = 0, max = SECOND) Long> pauses) {
        TokenBucket bucket = new TokenBucket(new RateLimit(perSecond, burst), 0);
        long now = 0;
        long taken = 0;
        for (long pause : pauses) {
            now += pause;
            long wait = bucket.take(now);
            if (wait == 0) {
                taken++;
            } else {
                // Whoever waits as long as he is told gets one.
                now += wait + 1;
                assertThat(bucket.take(now)).isZero();
                taken++;
            }
            assertThat(taken).isLessThanOrEqualTo((long) Math.ceil(burst + now / (double) SECOND * perSecond));
        }
    }
}
