package io.hexdispatch.assignment;

import io.hexdispatch.category.Categories;
import io.hexdispatch.category.Category;
import io.hexdispatch.category.CategoryKind;
import io.hexdispatch.grid.GridLevel;
import java.time.LocalTime;
import java.util.ArrayList;
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
     * What rules lay claim to; no two rules may claim the same at the same time of day.
     *
     * @param pattern a category code, a major class such as {@code 02*}, or {@code *}
     * @param area a grid code, what {@link #areaOf} makes of a level, or {@link #EVERYWHERE}
     */
    record Claim(CategoryKind kind, String pattern, String area) {}

    /** A rule and the part of the day for which it makes a claim; empty for all day. */
    record Claimant(Optional<TimeOfDay> during, AssignmentRule rule) {
        boolean isAllDay() {
            return during.isEmpty();
        }
    }

    /** The claimants of one area, the most specific first; after one for all day there is no more. */
    private record RulesOfCategory(List<Claimant> everywhere, Map<String, List<Claimant>> byArea) {}

    private final Map<CategoryKind, Map<String, RulesOfCategory>> byKindAndCode = new EnumMap<>(CategoryKind.class);

    /** @param claims the rules of each claim; they or the default rule must cover every category everywhere all day */
    RuleChoice(Map<Claim, List<Claimant>> claims, Optional<AssignmentRule> defaultRule, Categories categories) {
        Set<String> areas = new HashSet<>();
        claims.keySet().forEach(claim -> areas.add(claim.area()));
        areas.remove(EVERYWHERE);
        for (CategoryKind kind : CategoryKind.values()) {
            byKindAndCode.put(kind, new HashMap<>());
        }
        for (Category category : categories.all()) {
            Map<String, List<Claimant>> byArea = new HashMap<>();
            for (String area : areas) {
                List<Claimant> claimants = claimants(category, area, claims);
                if (!claimants.isEmpty()) {
                    byArea.put(area, claimants);
                }
            }
            List<Claimant> everywhere = claimants(category, EVERYWHERE, claims);
            defaultRule.ifPresent(rule -> everywhere.add(new Claimant(Optional.empty(), rule)));
            byKindAndCode.get(category.kind()).put(category.code(), new RulesOfCategory(everywhere, byArea));
        }
    }

    /** How the rules of a level of centres are kept; no grid code begins so. */
    static String areaOf(GridLevel level) {
        return "@" + level;
    }

    private static List<Claimant> claimants(Category category, String area, Map<Claim, List<Claimant>> claims) {
        List<Claimant> claimants = new ArrayList<>(1);
        for (Claim claim : mostSpecificFirst(category, area)) {
            List<Claimant> same = claims.getOrDefault(claim, List.of());
            same.stream().filter(claimant -> !claimant.isAllDay()).forEach(claimants::add);
            Optional<Claimant> allDay = same.stream().filter(Claimant::isAllDay).findFirst();
            if (allDay.isPresent()) {
                claimants.add(allDay.get());
                break;
            }
        }
        return claimants;
    }

    /** The claims that hold for a category in one area, the one that says most about it first. */
    static List<Claim> mostSpecificFirst(Category category, String area) {
        return List.of(
                new Claim(category.kind(), category.code(), area),
                new Claim(category.kind(), category.majorClassCode() + "*", area),
                new Claim(category.kind(), "*", area));
    }

    /** @throws IllegalArgumentException if the category was not among those that the rules were read for */
    AssignmentRule rule(Category category, Situation situation) {
        RulesOfCategory rules = byKindAndCode.get(category.kind()).get(category.code());
        if (rules == null) {
            throw new IllegalArgumentException("the rules were read without the category " + category.key());
        }
        LocalTime time = situation.timeOfDay();
        if (!rules.byArea.isEmpty()) {
            for (String code : situation.gridCodesNarrowestFirst()) {
                AssignmentRule rule = at(time, rules.byArea.get(code));
                if (rule != null) {
                    return rule;
                }
            }
            if (situation.centreLevel().isPresent()) {
                AssignmentRule rule =
                        at(time, rules.byArea.get(areaOf(situation.centreLevel().get())));
                if (rule != null) {
                    return rule;
                }
            }
        }
        AssignmentRule rule = at(time, rules.everywhere);
        if (rule == null) {
            throw new IllegalStateException("no rule for " + category.key() + ", though the file was checked");
        }
        return rule;
    }

    /** The first that holds at that time, or null: this is asked for every event. */
    private static AssignmentRule at(LocalTime time, List<Claimant> claimants) {
        if (claimants != null) {
            for (Claimant claimant : claimants) {
                if (claimant.isAllDay() || claimant.during().get().contains(time)) {
                    return claimant.rule();
                }
            }
        }
        return null;
    }
}
