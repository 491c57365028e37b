package io.hexdispatch.jointhandling;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What speaks for joint handling of one event.
 *
 * @param signs each with what was seen, in words
 * @param policy what comes of them: that of the sign of which most comes
 * @param counties the codes of the counties beside its own that the place concerns
 */
public record Detection(Map<Sign, String> signs, Policy policy, List<String> counties) {
    /** A county whose border is near. @param metres from the place to the border */
    public record NearCounty(String code, String name, double metres) {}

    /** A unit that is competent. @param level the level of its area */
    public record Competent(String unit, String department, String level) {}

    /**
     * What is seen of an event.
     *
     * @param county the code of the county that it lies in; empty where it lies in none
     * @param near the counties whose border is near, its own as well
     * @param dedicatedGrid the dedicated grid that it lies in, where that lies across or at a border of counties
     * @param across the counties of that dedicated grid
     */
    public record Seen(
            Optional<String> county,
            List<NearCounty> near,
            Optional<String> dedicatedGrid,
            List<NearCounty> across,
            List<Competent> competent) {}

    public Detection {
        signs = java.util.Collections.unmodifiableMap(new EnumMap<>(signs));
        counties = List.copyOf(counties);
    }

    /**
     * Weighs what is seen.
     *
     * @param ofRule what the rule of the event's category says, for whatever signs there are; empty where it says nothing
     * @return empty where nothing comes of it
     */
    public static Optional<Detection> of(Seen seen, JointTerms terms, Optional<Policy> ofRule) {
        Map<Sign, String> signs = new EnumMap<>(Sign.class);
        List<NearCounty> others = others(seen.near(), seen.county());
        // A place in no county, between two, concerns both; at the outer border of one it is that one's alone.
        if (!others.isEmpty() && (seen.county().isPresent() || others.size() > 1)) {
            signs.put(
                    Sign.NEAR_BORDER,
                    others.stream()
                            .map(county -> Math.round(county.metres()) + " m from the border of " + county.code() + " "
                                    + county.name())
                            .collect(Collectors.joining(", ")));
        }
        List<NearCounty> across = others(seen.across(), seen.county());
        if (seen.dedicatedGrid().isPresent() && !across.isEmpty()) {
            signs.put(
                    Sign.DEDICATED_GRID,
                    "in dedicated grid " + seen.dedicatedGrid().get() + ", which reaches "
                            + across.stream()
                                    .map(county -> county.code() + " " + county.name())
                                    .collect(Collectors.joining(", ")));
        }
        competence(seen.competent(), signs);

        Map<Sign, String> heeded = new EnumMap<>(Sign.class);
        Policy most = Policy.NONE;
        for (Map.Entry<Sign, String> sign : signs.entrySet()) {
            Policy policy = ofRule.orElse(terms.policies().get(sign.getKey()));
            if (policy != Policy.NONE) {
                heeded.put(sign.getKey(), sign.getValue());
                most = policy.compareTo(most) > 0 ? policy : most;
            }
        }
        if (heeded.isEmpty()) {
            return Optional.empty();
        }
        Set<String> counties = new LinkedHashSet<>();
        if (heeded.containsKey(Sign.NEAR_BORDER)) {
            others.forEach(county -> counties.add(county.code()));
        }
        if (heeded.containsKey(Sign.DEDICATED_GRID)) {
            across.forEach(county -> counties.add(county.code()));
        }
        return Optional.of(new Detection(heeded, most, new ArrayList<>(counties)));
    }

    private static List<NearCounty> others(List<NearCounty> counties, Optional<String> own) {
        return counties.stream()
                .filter(county -> !own.equals(Optional.of(county.code())))
                .toList();
    }

    private static void competence(List<Competent> competent, Map<Sign, String> signs) {
        String units = competent.stream()
                .map(unit -> unit.unit() + " (" + unit.level() + ")")
                .collect(Collectors.joining(", "));
        if (competent.stream().map(Competent::level).distinct().count() > 1) {
            signs.put(Sign.SEVERAL_LEVELS, "units of several levels: " + units);
        }
        if (competent.stream().map(Competent::department).distinct().count() > 1) {
            signs.put(Sign.SEVERAL_DEPARTMENTS, "units of several departments: " + units);
        }
    }

    public Set<Grounds> grounds() {
        return signs.keySet().stream()
                .map(Sign::grounds)
                .collect(Collectors.toCollection(() -> java.util.EnumSet.noneOf(Grounds.class)));
    }

    /** In one sentence, for the event's explanation. */
    public String explanation() {
        return (policy == Policy.OPEN ? "opened" : "proposed") + ": "
                + signs.entrySet().stream()
                        .map(sign -> sign.getKey().grounds().text() + " "
                                + sign.getKey().grounds().chinese() + " (" + sign.getValue() + ")")
                        .collect(Collectors.joining(", "));
    }
}
