package io.hexdispatch.geodata.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The findings of one check: of each kind the largest, the earlier of two of one size, and how many there were. Not for several
 * threads, so that the same file always gives the same report.
 */
final class FindingLog {
    private record Numbered(Finding finding, long number) {}

    private static final Comparator<Numbered> LARGEST_FIRST = Comparator.comparingDouble(
                    (Numbered numbered) -> -numbered.finding.size())
            .thenComparingLong(Numbered::number);

    private final CheckOptions options;
    private final Map<FindingKind, PriorityQueue<Numbered>> kept = new EnumMap<>(FindingKind.class);
    private final Map<FindingKind, Long> counts = new EnumMap<>(FindingKind.class);
    private final List<String> notes = new ArrayList<>();
    private long errors;
    private long warnings;
    private long number;

    FindingLog(CheckOptions options) {
        this.options = options;
    }

    void add(FindingDraft draft) {
        Finding finding = draft.finding(options);
        if (finding.severity() == Severity.ERROR) {
            errors++;
        } else {
            warnings++;
        }
        counts.merge(finding.kind(), 1L, Long::sum);
        PriorityQueue<Numbered> queue =
                kept.computeIfAbsent(finding.kind(), kind -> new PriorityQueue<>(LARGEST_FIRST.reversed()));
        queue.add(new Numbered(finding, number++));
        if (queue.size() > options.findingsPerKindMax()) {
            queue.remove();
        }
    }

    void addAll(List<FindingDraft> drafts) {
        drafts.forEach(this::add);
    }

    /** Something about the check itself that a reader of the report has to know. */
    void note(String text) {
        notes.add(text);
    }

    CheckOptions options() {
        return options;
    }

    long errors() {
        return errors;
    }

    long warnings() {
        return warnings;
    }

    Map<FindingKind, Long> counts() {
        return counts;
    }

    List<String> notes() {
        return notes;
    }

    /** Kind by kind, within a kind the largest first. */
    List<Finding> findings() {
        return kept.values().stream()
                .flatMap(queue -> queue.stream().sorted(LARGEST_FIRST))
                .map(Numbered::finding)
                .toList();
    }
}
