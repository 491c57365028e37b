package io.hexdispatch.assignment;

import io.hexdispatch.category.Categories;
import io.hexdispatch.category.Category;
import io.hexdispatch.category.CategoryKind;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which rule holds for a category at a place, worked out for every category and area when the rules are read. */
final class RuleChoice {
    /** The area of a rule that holds everywhere; no grid code is empty. */
    static final String EVERYWHERE = "";

    /**
     * What a rule lays claim to; no two rules may claim the same.
     *
     * @param pattern a category code, a major class such as {@code 02*}, or {@code *}
     * @param area a grid code, or {@link #EVERYWHERE}
     */
    record Claim(CategoryKind kind, String pattern, String area) {}

    private record RulesOfCategory(AssignmentRule everywhere, Map<String, AssignmentRule> byArea) {}

    private final Map<CategoryKind, Map<String, RulesOfCategory>> byKindAndCode = new EnumMap<>(CategoryKind.class);

    /** @param claims the rule of each claim; they or the default rule must cover every category everywhere */
    RuleChoice(Map<Claim, AssignmentRule> claims, Optional<AssignmentRule> defaultRule, Categories categories) {
        Set<String> areas = new HashSet<>();
        claims.keySet().forEach(claim -> areas.add(claim.area()));
        areas.remove(EVERYWHERE);
        for (CategoryKind kind : CategoryKind.values()) {
            byKindAndCode.put(kind, new HashMap<>());
        }
        for (Category category : categories.all()) {
            Map<String, AssignmentRule> byArea = new HashMap<>();
            for (String area : areas) {
                mostSpecific(category, area, claims).ifPresent(rule -> byArea.put(area, rule));
            }
            AssignmentRule everywhere = mostSpecific(category, EVERYWHERE, claims)
                    .or(() -> defaultRule)
                    .orElseThrow();
            byKindAndCode.get(category.kind()).put(category.code(), new RulesOfCategory(everywhere, byArea));
        }
    }

    /** Of the values claimed for one area, the one whose claim says most about the category. */
    static <T> Optional<T> mostSpecific(Category category, String area, Map<Claim, T> claims) {
        for (String pattern : List.of(category.code(), category.majorClassCode() + "*", "*")) {
            T claimed = claims.get(new Claim(category.kind(), pattern, area));
            if (claimed != null) {
                return Optional.of(claimed);
            }
        }
        return Optional.empty();
    }

    /** @throws IllegalArgumentException if the category was not among those that the rules were read for */
    AssignmentRule rule(Category category, List<String> gridCodesNarrowestFirst) {
        RulesOfCategory rules = byKindAndCode.get(category.kind()).get(category.code());
        if (rules == null) {
            throw new IllegalArgumentException("the rules were read without the category " + category.key());
        }
        if (!rules.byArea.isEmpty()) {
            for (String code : gridCodesNarrowestFirst) {
                AssignmentRule rule = rules.byArea.get(code);
                if (rule != null) {
                    return rule;
                }
            }
        }
        return rules.everywhere;
    }
}
