package io.hexdispatch.loadtests.fuzz;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What exists on the server, so that inputs come further than to its not being there. */
final class Known {
    private final Map<String, List<String>> byName;
    private final List<String> all;

    Known(Map<String, List<String>> byName) {
        this.byName = byName;
        this.all = byName.values().stream().flatMap(List::stream).distinct().toList();
    }

    /** Something of that name, or anything. */
    String any(String name, SplittableRandom random) {
        List<String> named = byName.getOrDefault(name, all);
        return named.get(random.nextInt(named.size()));
    }
}
