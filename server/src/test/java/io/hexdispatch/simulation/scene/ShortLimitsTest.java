package io.hexdispatch.simulation.scene;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.assignment.AssignmentRules;
import io.hexdispatch.category.Categories;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShortLimitsTest {
    private static final String SMALL =
            """
            version: 1
            title: gas leads
            departments:
              - {code: gas, name: Gas}
            units:
              - {code: gas-city, name: City gas, department: gas, area: 410100}
            default:
              lead: gas
            """;

    @Test
    void theDemonstrationsRulesWithAShortLimitAreRules() throws Exception {
        String before = AssignmentRules.bundledText();
        AssignmentRules rules = parse(ShortLimits.in(before, "power", "410100", "a"));

        assertThat(rules.rules()).hasSize(AssignmentRules.bundled().rules().size() + 1);
        assertThat(rules.units()).hasSameSizeAs(AssignmentRules.bundled().units());
    }

    @Test
    void listsThatAreNotThereAreAddedAndOthersAreIndentedAsTheyAre() throws Exception {
        assertThat(parse(ShortLimits.in(SMALL, "gas", "410100", "a")).rules()).isNotEmpty();
        String withRules = SMALL + "rules:\n- {categories: [02*], lead: gas}\n";
        assertThat(parse(ShortLimits.in(withRules, "gas", "410100", "a")).rules())
                .hasSize(parse(withRules).rules().size() + 1);
    }

    @Test
    void aDecisionIsDueInAMinuteWhateverStoodThere() throws Exception {
        String rules = SMALL + "rules:\n- {categories: [02*], lead: gas}\n";
        for (String before : List.of(
                rules,
                rules + "jointHandling:\n    decision: 3 hours\n    nearBorder: open\n",
                rules + "jointHandling:\n  nearBorder: open\n")) {
            AssignmentRules shortened = parse(ShortLimits.in(before, "gas", "410100", "a"));
            assertThat(shortened.jointHandling().decision()).hasToString("1 minute");
            assertThat(shortened.jointHandling().policies())
                    .isEqualTo(parse(before).jointHandling().policies());
        }
    }

    @Test
    void everySimulationHasAVersionOfItsOwn() {
        assertThat(ShortLimits.in(SMALL, "gas", "410100", "a"))
                .isNotEqualTo(ShortLimits.in(SMALL, "gas", "410100", "b"));
    }

    private static AssignmentRules parse(String yaml) throws Exception {
        return AssignmentRules.parse(yaml, "test.yaml", Categories.bundled());
    }
}
