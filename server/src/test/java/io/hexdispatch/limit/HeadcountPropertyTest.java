package io.hexdispatch.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HeadcountPropertyTest {
    /** A walk of comings and goings of four: whoever came in goes at most once, as connections do. */
    @Property
    void countsEachForHimself(
            @ForAll @IntRange(min = 1, max = 5) int max,
            @ForAll @Size(max = 200) List<@IntRange(min = -4, max = 3) Integer> steps) {
        Headcount headcount = new Headcount(max);
        Map<String, Integer> inside = new HashMap<>();
        for (int step : steps) {
            String who = "caller " + (step < 0 ? -step - 1 : step);
            int before = inside.getOrDefault(who, 0);
            if (step >= 0) {
                boolean entered = headcount.enter(who);
                assertThat(entered).isEqualTo(before < max);
                inside.put(who, entered ? before + 1 : before);
            } else if (before > 0) {
                headcount.leave(who);
                inside.put(who, before - 1);
            }
        }

        assertThat(headcount.known()).isEqualTo((int)
                inside.values().stream().filter(count -> count > 0).count());
    }

    @Test
    void countsNobodyWithoutALimit() {
        Headcount headcount = new Headcount(0);
        for (int i = 0; i < 1_000; i++) {
            assertThat(headcount.enter("gas")).isTrue();
        }
        headcount.leave("gas");

        assertThat(headcount.known()).isZero();
    }
}
