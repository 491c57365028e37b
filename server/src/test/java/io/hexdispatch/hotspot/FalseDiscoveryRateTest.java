package io.hexdispatch.hotspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FalseDiscoveryRateTest {
    /** The fifteen p-values of the example in Benjamini and Hochberg (1995), section 3.2, of which four are called out at 0.05. */
    @Test
    void callsOutTheFourOfThePaper() {
        double[] p = {
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
            0.7590, 1.0000
        };
        double[] q = FalseDiscoveryRate.qValues(p, p.length);
        assertThat(FalseDiscoveryRate.calledOut(q, 0.05)).isEqualTo(4);
        assertThat(q[0]).isCloseTo(0.0015, within(1e-12));
        assertThat(q[3]).isCloseTo(0.0095 * 15 / 4, within(1e-12));
        assertThat(q[14]).isEqualTo(1);
    }

    @Test
    void testsThatAreNotGivenCountAsWell() {
        assertThat(FalseDiscoveryRate.qValues(new double[] {0.001}, 1000)).containsExactly(1.0);
        assertThat(FalseDiscoveryRate.qValues(new double[] {}, 1000)).isEmpty();
    }

    @Property
    void followTheStepUpProcedure(
            @ForAll @Size(max = 40) List<@DoubleRange(max = 1) Double> values,
            @ForAll @DoubleRange(min = 0.001, max = 0.5) @Scale(3) double level) {
        double[] p = values.stream().mapToDouble(Double::doubleValue).toArray();
        double[] sorted = p.clone();
        Arrays.sort(sorted);
        int called = 0;
        for (int i = 1; i <= sorted.length; i++) {
            if (sorted[i - 1] * sorted.length / i <= level) {
                called = i;
            }
        }
        assertThat(FalseDiscoveryRate.calledOut(FalseDiscoveryRate.qValues(p, p.length), level))
                .isEqualTo(called);
    }
}
