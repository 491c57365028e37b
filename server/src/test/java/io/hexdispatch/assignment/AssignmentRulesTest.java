package io.hexdispatch.assignment;

import static io.hexdispatch.assignment.TestRules.component;
import static io.hexdispatch.assignment.TestRules.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hexdispatch.category.Category;
import io.hexdispatch.category.CategoryKind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AssignmentRulesTest {
    private final AssignmentRules rules = TestRules.rules(TestRules.VALID);

    @Test
    void readsWhatTheFileSays() {
        assertThat(rules.title()).isEqualTo("test");
        assertThat(rules.skills()).containsExactly("gas", "mediation");
        assertThat(rules.departments()).extracting(Department::code).containsExactly("gas", "police");
        assertThat(rules.rules()).hasSize(3);
        assertThat(rules.rules().get(2).isDefault()).isTrue();
    }

    @Test
    void makesOneUnitForEachAreaOfAGroup() {
        Department police = new Department("police", "Police");

        assertThat(rules.units())
                .containsExactly(
                        new Unit("gas-city", "City gas", new Department("gas", "Gas"), "410100"),
                        new Unit("police-410181", "Gongyi police", police, "410181"),
                        new Unit("police-410184", "Xinzheng police", police, "410184"));
        assertThat(rules.unit("police-410184")).map(Unit::name).contains("Xinzheng police");
        assertThat(rules.unit("police-410199")).isEmpty();
    }

    @Test
    void givesLeadCoHandlingAndSkillWithTheRule() {
        Competence competence = competence(event("90003"), List.of("410181001", "410181", "410100"));

        assertThat(competence.lead().code()).isEqualTo("gas-city");
        assertThat(competence.coHandling()).extracting(Unit::code).containsExactly("police-410181");
        assertThat(competence.missing()).isEmpty();
        assertThat(competence.requiredSkill()).contains("gas");
        assertThat(competence.rule().line()).isEqualTo(15);
        assertThat(competence.explanation())
                .isEqualTo("rule rules.yaml:15 (90003, 92002): lead gas-city for area 410100, "
                        + "co-handling police-410181 for area 410181, skill gas");
    }

    @Test
    void goesAheadWithoutACoHandlingDepartmentThatHasNoUnitHere() {
        Competence competence = competence(event("90003"), List.of("410105", "410100"));

        assertThat(competence.coHandling()).isEmpty();
        assertThat(competence.missing()).extracting(Department::code).containsExactly("police");
        assertThat(competence.explanation()).contains(", no unit here of police, ");
    }

    @Test
    void prefersTheRuleForTheArea() {
        assertThat(competence(event("93001"), List.of("410184001", "410184", "410100"))
                        .lead()
                        .code())
                .isEqualTo("police-410184");
        assertThat(competence(event("93001"), List.of("410181", "410100"))
                        .lead()
                        .code())
                .isEqualTo("gas-city");
    }

    @Test
    void saysWhyNoUnitIsCompetent() {
        AssignmentRules policeOnly = TestRules.rules(TestRules.VALID.replace("  lead: gas\n", "  lead: police\n"));

        Decision decision = policeOnly.decide(event("06010"), TestRules.at(List.of("410105001", "410105", "410100")));

        assertThat(decision).isInstanceOfSatisfying(NoCompetentUnit.class, none -> assertThat(none.reason())
                .isEqualTo(
                        "department police (Police) has no unit for any of the grids " + "410105001, 410105, 410100"));
        assertThat(decision.explanation()).startsWith("rule rules.yaml:18 (default): department police");
    }

    @Test
    void saysSoWhenThePlaceLiesInNoGrid() {
        assertThat(rules.decide(event("90003"), TestRules.at(List.of())))
                .isInstanceOfSatisfying(NoCompetentUnit.class, none -> assertThat(none.reason())
                        .isEqualTo("the place lies in no grid, so no unit of department gas (Gas) is competent"));
    }

    @Test
    void refusesACategoryThatItWasNotReadFor() {
        Category unknown = new Category(CategoryKind.EVENT, "99001", "x", "y", true, Optional.empty());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules.decide(unknown, TestRules.at(List.of("410100"))))
                .withMessage("the rules were read without the category 事项 99001");
    }

    @Test
    void prefersACodeToItsClassAndAClassToEverything() {
        AssignmentRules layered = TestRules.rules(
                TestRules.VALID.replace(
                        "rules:\n",
                        """
                rules:
                  - {categories: ["*"], lead: police}
                  - {categories: [02*], lead: gas}
                  - {categories: [02014], lead: police}
                """));
        List<String> place = List.of("410181", "410100");

        assertThat(layered.decide(event("02014"), TestRules.at(place)).rule().categories())
                .containsExactly("02014");
        assertThat(layered.decide(event("02015"), TestRules.at(place)).rule().categories())
                .containsExactly("02*");
        assertThat(layered.decide(event("01001"), TestRules.at(place)).rule().categories())
                .containsExactly("*");
    }

    @Test
    void prefersAClassInANarrowerAreaToACodeInAWiderOne() {
        AssignmentRules layered = TestRules.rules(
                TestRules.VALID.replace(
                        "rules:\n",
                        """
                rules:
                  - {categories: [02*], area: 410181, lead: police}
                  - {categories: [02014], area: 410100, lead: gas}
                  - {categories: [02014], lead: gas}
                """));

        assertThat(layered.decide(event("02014"), TestRules.at(List.of("410181", "410100")))
                        .rule()
                        .area())
                .contains("410181");
        assertThat(layered.decide(event("02014"), TestRules.at(List.of("410184", "410100")))
                        .rule()
                        .area())
                .contains("410100");
        assertThat(layered.decide(event("02014"), TestRules.at(List.of("410184")))
                        .rule()
                        .area())
                .isEmpty();
    }

    @Test
    void appliesARuleWithoutKindToBothKindsAndOneWithKindToItsOwn() {
        AssignmentRules kinds = TestRules.rules(
                TestRules.VALID.replace(
                        "rules:\n",
                        """
                rules:
                  - {categories: [01001], lead: police}
                  - {categories: [01002], kind: component, lead: police}
                """));
        List<String> place = List.of("410181", "410100");

        assertThat(kinds.decide(event("01001"), TestRules.at(place)).rule().isDefault())
                .isFalse();
        assertThat(kinds.decide(component("01001"), TestRules.at(place)).rule().isDefault())
                .isFalse();
        assertThat(kinds.decide(event("01002"), TestRules.at(place)).rule().isDefault())
                .isTrue();
        assertThat(kinds.decide(component("01002"), TestRules.at(place)).rule().isDefault())
                .isFalse();
        assertThat(kinds.decide(component("01002"), TestRules.at(place)).rule())
                .hasToString("rules.yaml:16 (部件 01002)");
    }

    @Test
    void needsNoDefaultRuleWhenEverythingIsMatched() {
        AssignmentRules complete = TestRules.rules(
                TestRules.VALID.replace("default:\n  lead: gas\n", "  - {categories: [\"*\"], lead: gas}\n"));

        assertThat(complete.decide(event("06010"), TestRules.at(List.of("410100")))
                        .rule()
                        .categories())
                .containsExactly("*");
    }

    @Test
    void keepsTheLeadingZeroOfACodeWithAndWithoutQuotationMarks() {
        AssignmentRules quoted = TestRules.rules(
                TestRules.VALID.replace("rules:\n", "rules:\n  - {categories: [02014, \"02015\"], lead: police}\n"));

        assertThat(quoted.rules().get(0).categories()).containsExactly("02014", "02015");
    }

    @Test
    void readsAFileThatBeginsWithAByteOrderMark() {
        assertThat(TestRules.problems("\uFEFF" + TestRules.VALID)).isEmpty();
    }

    @Test
    void cannotBeChangedThroughItsViews() {
        assertThat(rules.units()).isUnmodifiable();
        assertThat(rules.rules()).isUnmodifiable();
        assertThat(rules.departments()).isUnmodifiable();
    }

    private Competence competence(Category category, List<String> place) {
        return (Competence) rules.decide(category, TestRules.at(place));
    }
}
