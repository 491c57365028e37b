package io.hexdispatch.assignment;

import static io.hexdispatch.assignment.TestRules.component;
import static io.hexdispatch.assignment.TestRules.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.category.Category;
import java.util.List;
import org.junit.jupiter.api.Test;

class DefaultRulesTest {
    private static final List<String> COUNTIES = List.of(
            "410102", "410103", "410104", "410105", "410106", "410108", "410122", "410171", "410172", "410173",
            "410181", "410182", "410183", "410184", "410185", "4101ZD");

    private final AssignmentRules rules = AssignmentRules.bundled();

    @Test
    void findsALeadAndAllCoHandlingUnitsForEveryCategoryInEveryCounty() {
        for (Category category : TestRules.CATEGORIES.all()) {
            for (String county : COUNTIES) {
                assertThat(rules.decide(category, TestRules.at(List.of(county, "410100"))))
                        .as("%s in %s", category, county)
                        .isInstanceOfSatisfying(Competence.class, competence -> assertThat(competence.missing())
                                .isEmpty());
            }
        }
    }

    @Test
    void knowsTwentyDepartmentsAndSaysThatTheyAreSampleData() {
        assertThat(rules.departments()).hasSize(20);
        assertThat(rules.title()).contains("示例数据").contains("sample data");
        assertThat(rules.departments()).allSatisfy(department -> assertThat(rules.unit(department.code() + "-410100"))
                .as("city-level unit of %s", department)
                .isPresent());
    }

    @Test
    void givesTheFrequentDepartmentsAUnitInEveryCounty() {
        for (String county : COUNTIES) {
            for (String department : List.of("police", "traffic-police", "water-supply", "drainage", "sanitation")) {
                assertThat(rules.unit(department + "-" + county)).isPresent();
            }
        }
    }

    @Test
    void sendsABurstWaterTankToTheWaterSupplyOfTheCounty() {
        Competence competence = decide(event("90009"), "410184101", "410184", "410100");

        assertThat(competence.lead().code()).isEqualTo("water-supply-410184");
        assertThat(competence.lead().name()).isEqualTo("新郑市供水");
        assertThat(competence.coHandling()).isEmpty();
        assertThat(competence.requiredSkill()).contains("water-supply");
    }

    @Test
    void sendsASewageOverflowToTheDrainageFromWhichItCanBeHandedOnToHeating() {
        Competence competence = decide(event("90004"), "410105", "410100");

        assertThat(competence.lead().code()).isEqualTo("drainage-410105");
        assertThat(competence.coHandling()).isEmpty();
        assertThat(rules.unit("heating-410105")).isPresent();
    }

    @Test
    void sendsADarkTrafficLightToThreeUnitsAtOnce() {
        for (Category trafficLight : List.of(event("02014"), component("02014"))) {
            Competence competence = decide(trafficLight, "410181004", "410181", "410100");

            assertThat(competence.lead().code()).isEqualTo("traffic-police-410181");
            assertThat(competence.coHandling())
                    .extracting(Unit::code)
                    .containsExactly("police-410181", "road-maintenance-410181");
        }
    }

    @Test
    void fallsBackToTheCityWhereTheCountyHasNoUnit() {
        assertThat(decide(event("90008"), "410102", "410100").lead().code()).isEqualTo("telecom-410100");
    }

    @Test
    void declaresNoSkillThatNoRuleNeeds() {
        assertThat(rules.rules().stream().flatMap(rule -> rule.skill().stream()))
                .containsAll(rules.skills());
    }

    private Competence decide(Category category, String... gridCodesNarrowestFirst) {
        return (Competence) rules.decide(category, TestRules.at(List.of(gridCodesNarrowestFirst)));
    }
}
