package io.hexdispatch.diversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hexdispatch.category.Categories;
import io.hexdispatch.diversion.DiversionFigures.Line;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DiversionFiguresTest {
    @Test
    void givesTheClosingRateOfTheCitysOwnCounts() {
        DiversionFigures figures =
                new DiversionFigures(Map.of(Matter.NOISE, new Line(46_900, 42_900, Optional.of(60.0))));

        assertThat(figures.total().closingRate().orElseThrow()).isCloseTo(91.47, within(0.005));
    }

    @Test
    void weighsTheMeanTimeOfEachMatterByWhatIsClosed() {
        DiversionFigures figures = new DiversionFigures(Map.of(
                Matter.NOISE, new Line(4, 3, Optional.of(100.0)),
                Matter.LABOUR, new Line(5, 1, Optional.of(500.0)),
                Matter.OTHER, new Line(2, 0, Optional.empty())));

        assertThat(figures.total()).isEqualTo(new Line(11, 4, Optional.of(200.0)));
        assertThat(figures.byMatter().get(Matter.DISPUTE)).isEqualTo(Line.NONE);
    }

    @Test
    void hasNoRateAndNoMeanOfNothing() {
        Line nothing = new DiversionFigures(Map.of()).total();

        assertThat(nothing.closingRate()).isEmpty();
        assertThat(nothing.meanSeconds()).isEmpty();
    }

    @Test
    void hasACategoryForEveryMatter() {
        Categories categories = Categories.bundled();
        for (Matter matter : Matter.values()) {
            assertThat(categories.find(matter.category())).as(matter.text()).isPresent();
            assertThat(Matter.ofText(matter.text())).contains(matter);
        }
    }
}
