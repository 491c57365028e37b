package io.hexdispatch.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.category.Category;
import io.hexdispatch.category.CategoryKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random rules files, and every decision compared with a scan over all rules and units. */
class NarrowestUnitPropertyTest {
    private static final List<String> AREAS =
            List.of("city", "north", "south", "north1", "north2", "south1", "airport");
    private static final List<List<String>> PLACES = List.of(
            List.of(),
            List.of("city"),
            List.of("north", "city"),
            List.of("north1", "north", "city"),
            List.of("airport", "north2", "north", "city"),
            List.of("south1", "south", "city"),
            List.of("nowhere"));
    private static final List<String> DEPARTMENTS = List.of("a", "b", "c", "d");
    private static final List<String> PATTERNS =
            List.of("02014", "02015", "02*", "01001", "01*", "90009", "90*", "93*", "10001", "05*", "*");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void decidesAsAScanOverAllRulesAndUnitsWould(long seed) {
        AssignmentRules rules = TestRules.rules(randomFile(new Random(seed)));

        for (Category category : TestRules.CATEGORIES.all()) {
            for (List<String> place : PLACES) {
                Decision decision = rules.decide(category, TestRules.at(place));
                AssignmentRule expectedRule = scanRules(rules, category, place);
                assertThat(decision.rule()).isEqualTo(expectedRule);
                Optional<Unit> lead = scanUnits(rules, expectedRule.lead(), place);
                assertThat(decision instanceof Competence).isEqualTo(lead.isPresent());
                if (decision instanceof Competence competence) {
                    assertThat(competence.lead()).isEqualTo(lead.orElseThrow());
                    assertThat(competence.coHandling())
                            .isEqualTo(expectedRule.coHandling().stream()
                                    .flatMap(department -> scanUnits(rules, department, place).stream())
                                    .toList());
                    assertThat(competence.coHandling().size()
                                    + competence.missing().size())
                            .isEqualTo(expectedRule.coHandling().size());
                }
            }
        }
    }

    private static AssignmentRule scanRules(AssignmentRules rules, Category category, List<String> place) {
        List<Optional<String>> areas = new ArrayList<>();
        place.forEach(code -> areas.add(Optional.of(code)));
        areas.add(Optional.empty());
        for (Optional<String> area : areas) {
            for (String pattern : List.of(category.code(), category.majorClassCode() + "*", "*")) {
                for (AssignmentRule rule : rules.rules()) {
                    boolean kindMatches = rule.kind().isEmpty() || rule.kind().get() == category.kind();
                    if (kindMatches
                            && rule.area().equals(area)
                            && rule.categories().contains(pattern)) {
                        return rule;
                    }
                }
            }
        }
        return rules.rules().get(rules.rules().size() - 1);
    }

    private static Optional<Unit> scanUnits(AssignmentRules rules, Department department, List<String> place) {
        for (String code : place) {
            for (Unit unit : rules.units()) {
                if (unit.department().equals(department) && unit.area().equals(code)) {
                    return Optional.of(unit);
                }
            }
        }
        return Optional.empty();
    }

    private static String randomFile(Random random) {
        StringBuilder yaml = new StringBuilder("version: 1\ntitle: random\ndepartments:\n");
        DEPARTMENTS.forEach(code -> yaml.append("  - {code: " + code + ", name: " + code + "}\n"));
        yaml.append("units:\n");
        for (String department : DEPARTMENTS) {
            List<String> areas = shuffled(AREAS, random).subList(0, 1 + random.nextInt(AREAS.size()));
            areas.forEach(area -> yaml.append("  - {code: " + department + "-" + area + ", name: x, department: "
                    + department + ", area: " + area + "}\n"));
        }
        yaml.append("rules:\n");
        Set<String> claimed = new HashSet<>();
        int rules = 0;
        while (rules < 30) {
            String pattern = PATTERNS.get(random.nextInt(PATTERNS.size()));
            String area = random.nextInt(3) == 0 ? "" : AREAS.get(random.nextInt(AREAS.size()));
            // Every file also has rules of one kind, for patterns that both kinds have.
            boolean ofOneKind = random.nextInt(4) == 0 && pattern.startsWith("0");
            List<CategoryKind> kinds =
                    ofOneKind ? List.of(CategoryKind.values()[random.nextInt(2)]) : List.of(CategoryKind.values());
            if (kinds.stream().anyMatch(kind -> claimed.contains(kind + pattern + area))) {
                continue;
            }
            kinds.forEach(kind -> claimed.add(kind + pattern + area));
            List<String> departments = shuffled(DEPARTMENTS, random);
            yaml.append("  - {categories: [\"" + pattern + "\"], lead: " + departments.get(0));
            if (random.nextBoolean()) {
                yaml.append(", coHandling: " + departments.subList(1, 2 + random.nextInt(3)));
            }
            if (!area.isEmpty()) {
                yaml.append(", area: " + area);
            }
            if (ofOneKind) {
                yaml.append(", kind: " + (kinds.get(0) == CategoryKind.EVENT ? "event" : "component"));
            }
            yaml.append("}\n");
            rules++;
        }
        return yaml.append("default: {lead: a}\n").toString();
    }

    private static List<String> shuffled(List<String> values, Random random) {
        List<String> copy = new ArrayList<>(values);
        Collections.shuffle(copy, random);
        return copy;
    }
}
