package io.hexdispatch.assignment;

import static io.hexdispatch.assignment.TestRules.VALID;
import static io.hexdispatch.assignment.TestRules.problems;
import static io.hexdispatch.assignment.TestRules.problemsWith;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Every problem that a rules file can have, with its line and column. */
class InvalidRulesTest {
    private static final String LAST_RULE = "default:\n";

    /** The valid file with one more rule, at line 17, whose first key is at column 6. */
    private static String withRule(String rule) {
        return VALID.replace(LAST_RULE, "  - {" + rule + "}\n" + LAST_RULE);
    }

    @Test
    void theFileThatIsChangedHereHasNoProblem() {
        assertThat(problems(VALID)).isEmpty();
    }

    @Test
    void reportsEveryProblemAtOnceInTheOrderOfTheFile() {
        String yaml = VALID.replace("version: 1", "version: 2")
                .replace("title: test\n", "titel: test\n")
                .replace("lead: gas, coHandling", "lead: gass, coHandling")
                .replace("  lead: gas\n", "  lead: fire\n");

        assertThat(problems(yaml))
                .containsExactly(
                        "1:1: a rules file needs the key \"title\"",
                        "1:10: version \"2\" is not known; write version: 1",
                        "2:1: unknown key \"titel\"; a rules file has version, title, departments, areas, units, skills, "
                                + "calendars, escalations, deadlines, jointHandling, duplicates, rules, default",
                        "15:40: no department \"gass\" is declared; there is gas, police",
                        "18:9: no department \"fire\" is declared; there is gas, police");
    }

    @Test
    void pointsAtTheWordThatIsWrong() {
        for (String wrong : List.of("wrongDepartment", "wrongSkill", "wrongKind", "09999", "wrong area")) {
            String yaml = withRule(
                    switch (wrong) {
                        case "wrongDepartment" -> "categories: [06010], lead: gas, coHandling: [police, " + wrong + "]";
                        case "wrongSkill" -> "categories: [06010], skill: " + wrong + ", lead: gas";
                        case "wrongKind" -> "categories: [06010], lead: gas, kind: " + wrong;
                        case "09999" -> "categories: [06010, " + wrong + "], lead: gas";
                        default -> "area: " + wrong + ", categories: [06010], lead: gas";
                    });
            String line = yaml.lines().toList().get(16);

            assertThat(problems(yaml)).singleElement().asString().startsWith("17:" + (line.indexOf(wrong) + 1) + ": ");
        }
    }

    @Test
    void putsTheFileNameBeforeEveryProblem() {
        assertThat(catchProblems("a: b"))
                .allSatisfy(problem -> assertThat(problem).startsWith("rules.yaml:1:"))
                .hasSizeGreaterThan(4);
    }

    @Test
    void putsEveryProblemOnALineOfTheMessage() {
        try {
            AssignmentRules.parse(
                    VALID.replace("version: 1", "version: 2").replace("skill: gas", "skill: x"),
                    "rules.yaml",
                    TestRules.CATEGORIES);
        } catch (InvalidRulesException e) {
            assertThat(e).hasMessage(String.join("\n", e.problems()));
            assertThat(e.problems()).hasSize(2);
            return;
        }
        throw new AssertionError("no problem found");
    }

    private static List<String> catchProblems(String yaml) {
        try {
            AssignmentRules.parse(yaml, "rules.yaml", TestRules.CATEGORIES);
            return List.of();
        } catch (InvalidRulesException e) {
            return e.problems();
        }
    }

    @Test
    void reportsMissingKeys() {
        assertThat(problemsWith("version: 1\n", "")).containsExactly("1:1: a rules file needs the key \"version\"");
        assertThat(problemsWith("code: gas, name: Gas", "code: gas"))
                .containsExactly("4:5: a department needs the key \"name\"");
        assertThat(problemsWith("{code: 410181, name: Gongyi}", "{name: Gongyi}"))
                .containsExactly("8:7: an area needs the key \"code\"");
        assertThat(problemsWith("department: gas, area", "area"))
                .containsExactly(
                        "11:5: a unit needs the key \"department\"",
                        "15:40: department gas has no unit; list at least one under \"units\"",
                        "18:9: department gas has no unit; list at least one under \"units\"");
        assertThat(problems(withRule("categories: [06010]"))).containsExactly("17:5: a rule needs the key \"lead\"");
        assertThat(problems(withRule("lead: gas"))).containsExactly("17:5: a rule needs the key \"categories\"");
        assertThat(problemsWith("  lead: gas\n", "  skill: gas\n"))
                .containsExactly("18:3: the default rule needs the key \"lead\"");
    }

    @Test
    void reportsUnknownKeys() {
        assertThat(problemsWith("code: gas, name: Gas", "code: gas, name: Gas, phone: 1"))
                .containsExactly("4:28: unknown key \"phone\"; a department has code, name");
        assertThat(problemsWith("name: City gas", "name: City gas, Area: 1"))
                .containsExactly("11:38: unknown key \"Area\"; a unit has code, name, department, area, forEachOf");
        assertThat(problems(withRule("categories: [06010], lead: gas, deadline: 4h")))
                .containsExactly(
                        "17:38: unknown key \"deadline\"; a rule has categories, kind, area, level, during, lead, "
                                + "coHandling, skill, deadlines, jointHandling, duplicates");
        assertThat(problemsWith("  lead: gas\n", "  lead: gas\n  area: 410100\n"))
                .containsExactly(
                        "19:3: unknown key \"area\"; the default rule has lead, coHandling, skill, deadlines, jointHandling, duplicates");
    }

    @Test
    void reportsWhatIsWrongWithDuplicates() {
        assertThat(problems(withRule(
                        "categories: [06010], lead: gas, duplicates: {metres: 201, window: 3 days, merge: always}")))
                .containsExactly(
                        "17:59: \"201\" is no distance; write a whole number of metres from 1 to 200",
                        "17:72: \"3 days\" is no window; write such as 30 minutes or 2 hours, at most 168 hours",
                        "17:87: \"always\" is not known; write propose, automatic, never");
    }

    @Test
    void reportsKeysThatAreThereTwice() {
        assertThat(problemsWith("title: test\n", "title: test\nversion: 1\n"))
                .containsExactly("3:1: key \"version\" is already at line 1; keep one");
        assertThat(problems(withRule("categories: [06010], lead: gas, lead: police")))
                .containsExactly("17:38: key \"lead\" is already at line 17; keep one");
    }

    @Test
    void reportsAMergeKeyAsUnknown() {
        assertThat(problems(withRule("categories: [06010], lead: gas, <<: {skill: gas}")))
                .containsExactly("17:38: unknown key \"<<\"; a rule has categories, kind, area, level, during, lead, "
                        + "coHandling, skill, deadlines, jointHandling, duplicates");
    }

    @Test
    void reportsWrongTypes() {
        assertThat(problems("- 1")).containsExactly("1:1: a rules file is written as keys with values, not as a list");
        assertThat(problems("text"))
                .containsExactly("1:1: a rules file is written as keys with values, not as \"text\"");
        assertThat(problems(withRule("categories: 06010, lead: gas")))
                .containsExactly("17:18: \"categories\" is a list, not \"06010\"");
        assertThat(problems(withRule("categories: [[06010]], lead: gas")))
                .containsExactly("17:19: a category is a text, not a list");
        assertThat(problems(withRule("categories: [06010], lead: {a: b}")))
                .containsExactly("17:33: a department's code is a text, not keys with values");
        assertThat(problems(withRule("categories: [06010], lead: gas, coHandling: police")))
                .containsExactly("17:50: \"coHandling\" is a list, not \"police\"");
        assertThat(problems(withRule("categories: [06010], lead: gas, skill: ")))
                .containsExactly("17:44: \"skill\" is a text, not nothing");
        assertThat(problemsWith("name: Gas", "name: true"))
                .containsExactly(
                        "4:23: \"name\" is a text, not \"true\" (put it in quotation marks if it is meant as a text)");
        assertThat(problemsWith("version: 1", "version: 1.0"))
                .containsExactly(
                        "1:10: \"version\" is a text, not \"1.0\" (put it in quotation marks if it is meant as "
                                + "a text)");
        assertThat(problemsWith("  - {code: gas, name: Gas}\n", "  - {code: gas, name: Gas}\n  - gas\n"))
                .containsExactly("5:5: a department is written as keys with values, not as \"gas\"");
        assertThat(problems(VALID.replace(LAST_RULE, "  - 06010\n" + LAST_RULE)))
                .containsExactly("17:5: a rule is written as keys with values, not as \"06010\"");
        assertThat(problemsWith("default:\n  lead: gas\n", "default: gas\n"))
                .containsExactly("17:10: the default rule is written as keys with values, not as \"gas\"");
        assertThat(problems(withRule("categories: [06010], lead: gas, ? [a] : b")))
                .containsExactly("17:40: a key is a word, not a list");
    }

    @Test
    void reportsEmptyListsAndTexts() {
        assertThat(problems(withRule("categories: [], lead: gas")))
                .containsExactly("17:18: \"categories\" is an empty list; list at least one, or remove the key");
        assertThat(problems(withRule("categories: [06010], lead: gas, coHandling: []")))
                .containsExactly("17:50: \"coHandling\" is an empty list; list at least one, or remove the key");
        assertThat(problemsWith("skills: [gas, mediation]", "skills: []"))
                .contains("13:9: \"skills\" is an empty list; list at least one, or remove the key");
        assertThat(problemsWith("title: test", "title: \" \""))
                .containsExactly("2:8: \"title\" has 0 characters; 1 to 100 are right");
        assertThat(problemsWith("title: test", "title: " + "x".repeat(101)))
                .containsExactly("2:8: \"title\" has 101 characters; 1 to 100 are right");
        assertThat(problems("version: 1\ntitle: t\ndepartments: []\nunits: []\nrules: []\n"))
                .containsExactly(
                        "3:14: \"departments\" is an empty list; list at least one, or remove the key",
                        "4:8: \"units\" is an empty list; list at least one, or remove the key",
                        "5:8: \"rules\" is an empty list; list at least one, or remove the key");
        assertThat(problems("version: 1\ntitle: t\nareas: {all: []}\n"))
                .contains("3:14: group of areas \"all\" is an empty list; list at least one, or remove the key");
    }

    @Test
    void reportsWrongForms() {
        assertThat(problemsWith("{code: gas, name: Gas}", "{code: gas works, name: Gas}"))
                .contains("4:12: \"code\" \"gas works\" is not 1 to 64 ASCII letters, digits, hyphens or underscores");
        assertThat(problemsWith("area: 410100", "area: 郑州"))
                .containsExactly("11:61: \"郑州\" is no grid code; write 1 to 32 ASCII letters, digits, hyphens or "
                        + "underscores");
        assertThat(problemsWith("skills: [gas, ", "skills: [gas, two words, "))
                .containsExactly(
                        "13:15: a skill \"two words\" is not 1 to 64 ASCII letters, digits, hyphens or underscores");
        assertThat(problems(withRule("categories: [2014, 02**, 0*], lead: gas")))
                .containsExactly(
                        "17:19: \"2014\" is no category; write five digits (02014), a class (02*) or everything (\"*\")",
                        "17:25: \"02**\" is no category; write five digits (02014), a class (02*) or everything (\"*\")",
                        "17:31: \"0*\" is no category; write five digits (02014), a class (02*) or everything (\"*\")");
        assertThat(problems(withRule("categories: [06010], kind: thing, lead: gas")))
                .containsExactly("17:33: kind \"thing\" is not known; write event or component, or leave the key out "
                        + "for both");
    }

    @Test
    void cutsLongTextsShortInProblems() {
        assertThat(problems(withRule("categories: [06010], lead: " + "x".repeat(60))))
                .containsExactly("17:33: no department \"" + "x".repeat(40) + "…\" is declared; there is gas, police");
    }

    @Test
    void reportsUnknownCategoriesWithWhatThereIs() {
        assertThat(problems(withRule("categories: [02099], lead: gas")))
                .containsExactly("17:19: there is no category 02099; class 02 has codes from 02001 to 02044");
        assertThat(problems(withRule("categories: [\"77*\"], lead: gas")))
                .containsExactly("17:19: there is no category 77*; the classes are 01, 02, 03, 04, 05, 06, 07, 08, 09, "
                        + "10, 90, 91, 92, 93");
        assertThat(problems(withRule("categories: [06010], kind: component, lead: gas")))
                .containsExactly(
                        "17:19: there is no category 06010 of kind component; the classes are 01, 02, 03, 04, " + "05");
    }

    @Test
    void reportsWhatIsDeclaredTwice() {
        assertThat(problemsWith("{code: police, name: Police}", "{code: gas, name: Police}"))
                .contains("5:5: department \"gas\" is already declared at line 4; every department has its own code");
        assertThat(problemsWith("{code: 410184,", "{code: 410181,"))
                .contains("9:7: area \"410181\" is already declared at line 8; every area has its own code");
        assertThat(problemsWith(
                        "  - {code: gas-city",
                        "  - {code: police-410181, name: x, department: gas, area: 1}\n" + "  - {code: gas-city"))
                .containsExactly(
                        "13:5: unit \"police-410181\" is already declared at line 11; every unit has its own code");
        assertThat(problemsWith("skills: [gas, mediation]", "skills: [gas, mediation, gas]"))
                .containsExactly("13:26: skill \"gas\" is already declared at line 13; every skill has its own code");
        assertThat(problems(withRule("categories: [06010, 06010], lead: gas")))
                .containsExactly("17:26: \"06010\" is already in this rule; remove one");
        assertThat(problems(withRule("categories: [06010], lead: gas, coHandling: [police, gas, police]")))
                .containsExactly(
                        "17:59: department gas is already in this rule; remove one",
                        "17:64: department police is already in this rule; remove one");
    }

    @Test
    void reportsASecondUnitOfADepartmentForOneArea() {
        assertThat(problemsWith("skills:", "  - {code: second, name: x, department: police, area: 410184}\nskills:"))
                .containsExactly("13:5: department police already has the unit police-410184 for area 410184 at line "
                        + "12; keep one");
    }

    @Test
    void reportsAShortFormOnceAndNotForEveryArea() {
        assertThat(problemsWith(
                        "skills:",
                        "  - {code: \"p-{area}\", name: x, department: police, forEachOf: counties}\nskills:"))
                .containsExactly("13:5: department police already has the unit police-410181 for area 410181 at line "
                        + "12; keep one");
    }

    @Test
    void reportsUnitsWithoutOrWithTwoKindsOfArea() {
        String right =
                "a unit has either \"area\", for one unit, or \"forEachOf\", for one unit in each area of a group";

        assertThat(problemsWith(", area: 410100}", "}")).containsExactly("11:5: " + right);
        assertThat(problemsWith(", area: 410100}", ", area: 410100, forEachOf: counties}"))
                .containsExactly("11:5: " + right);
    }

    @Test
    void reportsWrongUnitsForEachArea() {
        assertThat(problemsWith("forEachOf: counties", "forEachOf: towns"))
                .containsExactly("12:87: no group of areas \"towns\" is declared; there is counties");
        assertThat(problemsWith("police-{area}", "police"))
                .containsExactly("12:12: \"police\" would be the code of every unit of the group; put {area} into it");
        assertThat(problemsWith("police-{area}", "police {area}"))
                .containsExactly(
                        "12:12: \"code\" \"police 0\" is not 1 to 64 ASCII letters, digits, hyphens or underscores");
        assertThat(problems(VALID.replaceFirst("(?s)areas:.*units:", "units:")))
                .containsExactly("8:87: no group of areas is declared; list them under \"areas\"");
    }

    @Test
    void reportsADepartmentThatHasNoUnit() {
        assertThat(problemsWith("areas:\n", "  - {code: fire, name: Fire}\nareas:\n"))
                .isEmpty();
        assertThat(problems(withRule("categories: [06010], lead: fire, coHandling: [fire]")
                        .replace("areas:\n", "  - {code: fire, name: Fire}\nareas:\n")))
                .containsExactly(
                        "18:33: department fire has no unit; list at least one under \"units\"",
                        "18:52: department fire has no unit; list at least one under \"units\"",
                        "18:52: department fire is already in this rule; remove one");
    }

    @Test
    void reportsSkillsThatAreNotDeclared() {
        assertThat(problemsWith("skill: mediation", "skill: meditation"))
                .containsExactly("16:73: no skill \"meditation\" is declared; there is gas, mediation");
        assertThat(problems(VALID.replace("skills: [gas, mediation]\n", "")))
                .containsExactly(
                        "14:74: no skill is declared; list \"gas\" under \"skills\"",
                        "15:73: no skill is declared; list \"mediation\" under \"skills\"");
    }

    @Test
    void reportsACategoryThatTwoRulesOfOneAreaMatch() {
        assertThat(problems(withRule("categories: [06010, 90003], lead: gas")))
                .containsExactly("17:26: event 90003 is already matched by the rule at line 15; remove it from one of "
                        + "the two or give one a narrower area");
        assertThat(problems(withRule("categories: [93*], area: 410184, lead: gas")))
                .containsExactly("17:19: event 93* in area 410184 is already matched by the rule at line 16; remove it "
                        + "from one of the two or give one a narrower area");
        assertThat(problems(withRule("categories: [02014], lead: gas}\n  - {categories: [02014], lead: police")))
                .containsExactly(
                        "18:19: event 02014 is already matched by the rule at line 17; remove it from one of the two or "
                                + "give one a narrower area",
                        "18:19: component 02014 is already matched by the rule at line 17; remove it from one of the "
                                + "two or give one a narrower area");
    }

    @Test
    void acceptsOneCategoryInRulesOfDifferentAreasOrKinds() {
        assertThat(problems(withRule("categories: [93*], lead: gas"))).isEmpty();
        assertThat(problems(withRule("categories: [93*], area: 410181, lead: gas")))
                .isEmpty();
        assertThat(problems(withRule("categories: [01001], kind: event, lead: gas}\n"
                        + "  - {categories: [01001], kind: component, lead: police")))
                .isEmpty();
    }

    @Test
    void reportsCategoriesThatNoRuleCovers() {
        assertThat(problemsWith("default:\n  lead: gas\n", ""))
                .containsExactly(
                        "1:1: no rule without area, level and time matches 421 categories (component 01001, component "
                                + "01002, component 01003, component 01004, component 01005, …); add the key \"default\"");
        assertThat(problems(VALID.replace(
                        "default:\n  lead: gas\n",
                        "  - {categories: [\"*\"], kind: component, lead: gas}\n"
                                + "  - {categories: [01*, 02*, 03*, 04*, 05*, 06*, 07*, 08*, 09*, 90*, 91*, 92*, 93*],"
                                + " kind: event, lead: gas}\n")))
                .containsExactly(
                        "1:1: no rule without area, level and time matches 2 categories (event 10001, event 10002); add the "
                                + "key \"default\"");
    }

    @Test
    void saysNothingOfCoverageWhileItIsUnknownWhatARuleMatches() {
        assertThat(problems(VALID.replace("default:\n  lead: gas\n", "  - {categories: [\"**\"], lead: gas}\n")))
                .containsExactly(
                        "17:19: \"**\" is no category; write five digits (02014), a class (02*) or everything (\"*\")");
        assertThat(problems(VALID.replace(
                        "default:\n  lead: gas\n", "  - {categories: [\"*\"], kind: thing, lead: gas}\n")))
                .hasSize(1);
    }
}
