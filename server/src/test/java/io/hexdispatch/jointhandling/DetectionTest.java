package io.hexdispatch.jointhandling;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.jointhandling.Detection.Competent;
import io.hexdispatch.jointhandling.Detection.NearCounty;
import io.hexdispatch.jointhandling.Detection.Seen;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DetectionTest {
    private static final NearCounty OWN = new NearCounty("410105", "金水区", 62.4);
    private static final NearCounty OTHER = new NearCounty("410104", "管城回族区", 62.4);

    @Test
    void aPlaceAtTheBorderOfAnotherCountyIsProposed() {
        Detection found = detect(near(OWN, OTHER)).orElseThrow();

        assertThat(found.grounds()).containsExactly(Grounds.CROSS_REGION);
        assertThat(found.policy()).isEqualTo(Policy.PROPOSE);
        assertThat(found.counties()).containsExactly("410104");
        assertThat(found.explanation()).isEqualTo("proposed: cross-region 跨区域 (62 m from the border of 410104 管城回族区)");
    }

    @Test
    void theOuterBorderOfTheCityIsNoGround() {
        assertThat(detect(near(OWN))).isEmpty();
    }

    @Test
    void aPlaceInNoCountyConcernsTwoOrNone() {
        assertThat(detect(new Seen(Optional.empty(), List.of(OTHER), Optional.empty(), List.of(), List.of())))
                .isEmpty();
        assertThat(detect(new Seen(Optional.empty(), List.of(OWN, OTHER), Optional.empty(), List.of(), List.of()))
                        .orElseThrow()
                        .counties())
                .containsExactly("410105", "410104");
    }

    @Test
    void aDedicatedGridAcrossABorderIsProposedHoweverFarTheBorderIs() {
        Detection found = detect(new Seen(
                        Optional.of("410105"), List.of(), Optional.of("airport"), List.of(OWN, OTHER), List.of()))
                .orElseThrow();

        assertThat(found.signs()).containsOnlyKeys(Sign.DEDICATED_GRID);
        assertThat(found.counties()).containsExactly("410104");
    }

    @Test
    void severalUnitsAreNoGroundUnlessTheRulesSaySo() {
        Seen several = competent(new Competent("gas-city", "gas", "CITY"), new Competent("fire-1", "fire", "COUNTY"));
        assertThat(detect(several)).isEmpty();

        Detection byRule = Detection.of(several, JointTerms.DEFAULT, Optional.of(Policy.OPEN))
                .orElseThrow();
        assertThat(byRule.grounds()).containsExactly(Grounds.CROSS_LEVEL, Grounds.CROSS_DEPARTMENT);
        assertThat(byRule.policy()).isEqualTo(Policy.OPEN);
        assertThat(byRule.explanation())
                .startsWith("opened: cross-level 跨层级 (units of several levels: gas-city (CITY), fire-1 (COUNTY))");

        JointTerms levels = new JointTerms(
                Map.of(Sign.SEVERAL_LEVELS, Policy.PROPOSE),
                100,
                JointTerms.DEFAULT.decision(),
                JointTerms.DEFAULT.calendar());
        assertThat(Detection.of(several, levels, Optional.empty()).orElseThrow().grounds())
                .containsExactly(Grounds.CROSS_LEVEL);
        assertThat(Detection.of(
                        competent(new Competent("a", "gas", "COUNTY"), new Competent("b", "fire", "COUNTY")),
                        levels,
                        Optional.empty()))
                .as("one level")
                .isEmpty();
    }

    @Test
    void aRuleCanSayThatItsEventsNeedNone() {
        assertThat(Detection.of(near(OWN, OTHER), JointTerms.DEFAULT, Optional.of(Policy.NONE)))
                .isEmpty();
    }

    @Test
    void whoHoldsThemAllIsTheNarrowestGridAboveThem() {
        Areas areas = code -> switch (code) {
            case "street" -> List.of("street", "county", "city");
            case "county" -> List.of("county", "city");
            case "other" -> List.of("other", "city");
            case "city" -> List.of("city");
            default -> List.of();
        };
        assertThat(areas.containing(List.of("street", "county"))).contains("county");
        assertThat(areas.containing(List.of("street", "other"))).contains("city");
        assertThat(areas.containing(List.of("street"))).contains("street");
        assertThat(areas.containing(List.of("street", "nowhere"))).isEmpty();
        assertThat(areas.containing(List.of())).isEmpty();
    }

    private static Optional<Detection> detect(Seen seen) {
        return Detection.of(seen, JointTerms.DEFAULT, Optional.empty());
    }

    private static Seen near(NearCounty... near) {
        return new Seen(Optional.of("410105"), List.of(near), Optional.empty(), List.of(), List.of());
    }

    private static Seen competent(Competent... units) {
        return new Seen(Optional.of("410105"), List.of(), Optional.empty(), List.of(), List.of(units));
    }
}
