package io.hexdispatch.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.order.TestCaseFiles;
import org.junit.jupiter.api.Test;

/** A gas leak in Gongyi, led by gas with the help of the police, tried against other rules. */
class RulesTrialTest {
    @Test
    void theSameRulesDecideTheSame() {
        RulesTrial.Result result = tried(TestRules.VALID);

        assertThat(result.events()).isOne();
        assertThat(result.differently()).isZero();
        assertThat(result.differences()).isEmpty();
    }

    @Test
    void saysWhichUnitsAndDeadlinesWouldBeOthers() {
        RulesTrial.Result result = tried(TestRules.VALID.replace(
                "lead: gas, coHandling: [police], skill: gas}",
                "lead: police, coHandling: [gas], deadlines: {acceptance: 5 minutes}}"));

        assertThat(result.differently()).isOne();
        assertThat(result.otherLead()).isOne();
        assertThat(result.otherCoHandling()).isOne();
        assertThat(result.otherDeadlines()).isOne();
        assertThat(result.withoutLead()).isZero();
        assertThat(result.byCategory().values()).containsExactly(1);
        RulesTrial.Outcome after = result.differences().get(0).after();
        assertThat(after.lead()).contains("police-410181");
        assertThat(after.skill()).isEmpty();
        assertThat(after.deadlines()).containsEntry("acceptance", "5 minutes (round-the-clock)");
    }

    @Test
    void saysWhichUnitsHoldOpenOrdersAndAreGone() {
        assertThat(tried(TestRules.VALID).unitsGone()).containsExactly("gas");
    }

    @Test
    void countsWhatWouldFindNoUnit() {
        assertThat(tried(TestRules.VALID.replace("area: 410100", "area: 410105"))
                        .withoutLead())
                .isOne();
    }

    private static RulesTrial.Result tried(String yaml) {
        RulesTrial trial = new RulesTrial(TestRules.rules(TestRules.VALID), TestRules.rules(yaml));
        trial.add(TestCaseFiles.filed(TestCaseFiles.lead("gas")));
        return trial.result();
    }
}
