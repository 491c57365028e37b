package io.hexdispatch.assignment;

import static io.hexdispatch.assignment.TestRules.VALID;
import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.jointhandling.JointTerms;
import io.hexdispatch.jointhandling.Policy;
import io.hexdispatch.jointhandling.Sign;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class JointSectionTest {
    @Test
    void withoutTheSectionTheDefaultsHold() {
        assertThat(TestRules.rules(VALID).jointHandling()).isEqualTo(JointTerms.DEFAULT);
        assertThat(TestRules.rules(VALID).rules())
                .allMatch(rule -> rule.jointHandling().isEmpty());
    }

    @Test
    void theSectionAndARuleSayWhatComesOfGrounds() {
        AssignmentRules rules = TestRules.rules(
                VALID.replace("skill: gas}", "skill: gas, jointHandling: open}")
                        + """
                jointHandling:
                  nearBorder: none
                  severalLevels: propose
                  borderMetres: 250
                  decision: 2 hours
                """);

        JointTerms terms = rules.jointHandling();
        assertThat(terms.policies())
                .containsEntry(Sign.NEAR_BORDER, Policy.NONE)
                .containsEntry(Sign.DEDICATED_GRID, Policy.PROPOSE)
                .containsEntry(Sign.SEVERAL_LEVELS, Policy.PROPOSE)
                .containsEntry(Sign.SEVERAL_DEPARTMENTS, Policy.NONE);
        assertThat(terms.borderMetres()).isEqualTo(250);
        Instant opened = Instant.parse("2026-03-01T00:00:00Z");
        assertThat(terms.decideBy(opened)).isEqualTo(opened.plusSeconds(7_200));
        assertThat(rules.rules().get(0).jointHandling()).contains(Policy.OPEN);
    }

    @Test
    void whatIsWrongIsToldWithItsPlace() {
        assertThat(problems("jointHandling:\n  nearBorder: maybe\n"))
                .contains("\"maybe\" is not known for \"nearBorder\"; write one of none, propose, open");
        assertThat(problems("jointHandling: {borderMetres: 0}\n"))
                .contains("write a whole number of metres from 1 to 5000");
        assertThat(problems("jointHandling: {borderMetres: 5001}\n")).contains("is no distance from a border");
        assertThat(problems("jointHandling: {decision: soon}\n")).contains("\"decision\" \"soon\" is no limit");
        assertThat(problems("jointHandling: {decision: 2 working days}\n")).contains("needs the key \"calendar\"");
        assertThat(problems("jointHandling: {calendar: office}\n")).contains("office");
        assertThat(problems("jointHandling: {signs: all}\n")).contains("unknown key \"signs\"");
    }

    private static String problems(String section) {
        return String.join("\n", TestRules.problems(VALID + section));
    }
}
