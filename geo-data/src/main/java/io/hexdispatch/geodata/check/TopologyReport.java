package io.hexdispatch.geodata.check;

import io.hexdispatch.geodata.check.RepairedBoundaries.Change;
import io.hexdispatch.grid.GridLevel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.locationtech.jts.geom.Geometry;

/**
 * What the check of a boundary file has to say, in the order in which it is best mended.
 *
 * @param title of the boundary set
 * @param version of the boundary set
 * @param grids how many grids the file draws
 * @param vertices how many vertices they have
 * @param gridsByLevel how many of each level, those whose level is known
 * @param toleranceMetres the tolerance that was asked for
 * @param errors how many findings stop an activation
 * @param warnings how many others there are
 * @param counts how many findings of each kind there were, in the order of the kinds; may be more than are listed
 * @param findings kind by kind, within a kind the largest first
 * @param notes what else a reader has to know: what the reader of the file chose, what the check left out
 * @param repairs what a repair did to which grid, where one was asked for; the findings are those of the repaired grids then
 * @param outline the outlines of the widest grids, simplified, as a background to draw findings on; may be empty
 */
public record TopologyReport(
        String title,
        String version,
        long grids,
        long vertices,
        Map<GridLevel, Long> gridsByLevel,
        double toleranceMetres,
        long errors,
        long warnings,
        Map<FindingKind, Long> counts,
        List<Finding> findings,
        List<String> notes,
        Optional<List<Change>> repairs,
        Geometry outline) {
    public TopologyReport {
        gridsByLevel = inOrder(gridsByLevel, GridLevel.class);
        counts = inOrder(counts, FindingKind.class);
        findings = List.copyOf(findings);
        notes = List.copyOf(notes);
        repairs = repairs.map(List::copyOf);
    }

    /** Whether these boundaries must not go live. */
    public boolean hasErrors() {
        return errors > 0;
    }

    /** How many findings of a kind there were. */
    public long count(FindingKind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** The findings of a kind that are listed. */
    public List<Finding> findings(FindingKind kind) {
        return findings.stream().filter(finding -> finding.kind() == kind).toList();
    }

    /** The same with more notes in front, such as the encoding and the coordinate system that the reader of the file chose. */
    public TopologyReport withNotes(List<String> more) {
        List<String> all = new ArrayList<>(more);
        all.addAll(notes);
        return new TopologyReport(
                title,
                version,
                grids,
                vertices,
                gridsByLevel,
                toleranceMetres,
                errors,
                warnings,
                counts,
                findings,
                all,
                repairs,
                outline);
    }

    /** The same with more findings in front, such as those of the reader of the file. */
    public TopologyReport withFindings(List<Finding> more) {
        List<Finding> all = new ArrayList<>(more);
        all.addAll(findings);
        Map<FindingKind, Long> allCounts = new EnumMap<>(FindingKind.class);
        allCounts.putAll(counts);
        more.forEach(finding -> allCounts.merge(finding.kind(), 1L, Long::sum));
        long moreErrors = more.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .count();
        return new TopologyReport(
                title,
                version,
                grids,
                vertices,
                gridsByLevel,
                toleranceMetres,
                errors + moreErrors,
                warnings + more.size() - moreErrors,
                allCounts,
                all,
                notes,
                repairs,
                outline);
    }

    /** The same with what a repair did before the check. */
    public TopologyReport withRepairs(List<Change> done) {
        return new TopologyReport(
                title,
                version,
                grids,
                vertices,
                gridsByLevel,
                toleranceMetres,
                errors,
                warnings,
                counts,
                findings,
                notes,
                Optional.of(done),
                outline);
    }

    /** How many grids have another shape than the file draws; empty where no repair was asked for. */
    public Optional<Integer> repairedGrids() {
        return repairs.map(changes -> (int) changes.stream()
                .filter(change -> change.kind() != RepairedBoundaries.Kind.LEFT_AS_DRAWN)
                .map(change -> List.of(change.layer(), change.row()))
                .distinct()
                .count());
    }

    private static <K extends Enum<K>> Map<K, Long> inOrder(Map<K, Long> counts, Class<K> keys) {
        Map<K, Long> ordered = new EnumMap<>(keys);
        ordered.putAll(counts);
        return Collections.unmodifiableMap(ordered);
    }
}
