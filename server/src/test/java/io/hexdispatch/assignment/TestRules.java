package io.hexdispatch.assignment;

import io.hexdispatch.category.Categories;
import io.hexdispatch.category.Category;
import io.hexdispatch.category.CategoryKind;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/** Rules files for tests, and what is wrong with them. */
public final class TestRules {
    public static final Categories CATEGORIES = Categories.bundled();

    /** A small file without a problem; tests change one place of it. */
    public static final String VALID =
            """
            version: 1
            title: test
            departments:
              - {code: gas, name: Gas}
              - {code: police, name: Police}
            areas:
              counties:
                - {code: 410181, name: Gongyi}
                - {code: 410184, name: Xinzheng}
            units:
              - {code: gas-city, name: City gas, department: gas, area: 410100}
              - {code: "police-{area}", name: "{areaName} police", department: police, forEachOf: counties}
            skills: [gas, mediation]
            rules:
              - {categories: [90003, 92002], lead: gas, coHandling: [police], skill: gas}
              - {categories: [93*], kind: event, area: 410184, lead: police, skill: mediation}
            default:
              lead: gas
            """;

    private TestRules() {}

    public static AssignmentRules rules(String yaml) {
        try {
            return AssignmentRules.parse(yaml, "rules.yaml", CATEGORIES);
        } catch (InvalidRulesException e) {
            throw new AssertionError("rules with problems:\n" + e.getMessage(), e);
        }
    }

    /** The problems of a file, without its name; empty if it has none. */
    static List<String> problems(String yaml) {
        try {
            AssignmentRules.parse(yaml, "rules.yaml", CATEGORIES);
            return List.of();
        } catch (InvalidRulesException e) {
            return e.problems().stream()
                    .map(problem -> problem.substring("rules.yaml:".length()))
                    .toList();
        }
    }

    /** The problems of {@link #VALID} with one place changed, which must be there. */
    static List<String> problemsWith(String original, String replacement) {
        if (!VALID.contains(original)) {
            throw new IllegalArgumentException("not in the valid file: " + original);
        }
        return problems(VALID.replace(original, replacement));
    }

    /** A place in these grids, at noon. */
    public static Situation at(List<String> gridCodesNarrowestFirst) {
        return new Situation(gridCodesNarrowestFirst, Optional.empty(), LocalTime.NOON);
    }

    static Category event(String code) {
        return CATEGORIES.find(CategoryKind.EVENT, code).orElseThrow();
    }

    static Category component(String code) {
        return CATEGORIES.find(CategoryKind.COMPONENT, code).orElseThrow();
    }
}
