package io.hexdispatch.simulation.day;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which events of a day are one matter, reported by different sources: a first one, and some that follow it. */
public final class DuplicateReports {
    /** As many follow one; what else is reported of the matter goes its own way. */
    private static final int FOLLOWERS_MAX = 4;

    private final Map<Integer, List<Integer>> followers = new HashMap<>();
    private final Map<Integer, Integer> firsts = new HashMap<>();

    public DuplicateReports(CityDay day) {
        for (PlannedEvent event : day.events()) {
            event.sameAs().ifPresent(first -> {
                List<Integer> others = followers.computeIfAbsent(first, key -> new ArrayList<>());
                if (others.size() < FOLLOWERS_MAX && day.events().get(first).source() != event.source()) {
                    others.add(event.index());
                    firsts.put(event.index(), first);
                }
            });
        }
        followers.values().removeIf(List::isEmpty);
    }

    /** The events that follow a first one, in their order; empty where none does. */
    public List<Integer> followers(PlannedEvent event) {
        return List.copyOf(followers.getOrDefault(event.index(), List.of()));
    }

    /** The first one that an event follows. */
    public Optional<Integer> first(PlannedEvent event) {
        return Optional.ofNullable(firsts.get(event.index()));
    }
}
