package io.hexdispatch.jointhandling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hexdispatch.jointhandling.JointFigures.Line;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JointFiguresTest {
    @Test
    void theClosingRateIsThatOfTheReport() {
        assertThat(new Line(3_540, 3_376, 0).closingRate().orElseThrow()).isCloseTo(95.37, within(0.005));
    }

    @Test
    void whereNothingWasDeliberatedThereIsNoRate() {
        JointFigures figures = new JointFigures(Line.NONE, Map.of(), Map.of());
        assertThat(figures.total().closingRate()).isEmpty();
        assertThat(figures.byGrounds()).containsOnlyKeys(Grounds.values());
    }
}
