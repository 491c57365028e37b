package io.hexdispatch.geodata.read;

import io.hexdispatch.geodata.read.ReadFinding.Kind;
import io.hexdispatch.geodata.read.ReadFinding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Collects findings, of each kind as many as are useful. */
final class Findings {
    private record Group(String layer, Kind kind, Severity severity) implements Comparable<Group> {
        @Override
        public int compareTo(Group other) {
            int order = layer.compareTo(other.layer);
            order = order != 0 ? order : kind.compareTo(other.kind);
            return order != 0 ? order : severity.compareTo(other.severity);
        }
    }

    /** A hostile file can have thousands of layers; of all together this many times the findings of a kind are kept. */
    private static final int KINDS_KEPT_MAX = 20;

    private final int ofAKindMax;
    private final List<ReadFinding> kept = new ArrayList<>();
    private final Map<Group, Long> counts = new TreeMap<>();
    private final Map<Group, Long> dropped = new TreeMap<>();

    Findings(int ofAKindMax) {
        this.ofAKindMax = ofAKindMax;
    }

    void add(ReadFinding finding) {
        Group group = new Group(finding.layer(), finding.kind(), finding.severity());
        boolean few = counts.merge(group, 1L, Long::sum) <= ofAKindMax;
        if (few && kept.size() < KINDS_KEPT_MAX * ofAKindMax) {
            kept.add(finding);
        } else {
            dropped.merge(group, 1L, Long::sum);
        }
    }

    List<ReadFinding> all() {
        List<ReadFinding> all = new ArrayList<>(kept);
        dropped.forEach((group, count) -> all.add(new ReadFinding(
                group.severity,
                group.kind,
                group.layer,
                0,
                OptionalLong.empty(),
                Optional.empty(),
                count + " more of this kind, " + counts.get(group) + " in all",
                Optional.empty())));
        return List.copyOf(all);
    }
}
