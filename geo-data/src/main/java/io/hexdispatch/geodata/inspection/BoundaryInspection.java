package io.hexdispatch.geodata.inspection;

import io.hexdispatch.geodata.DrawnGrid;
import io.hexdispatch.geodata.check.BoundaryCheck;
import io.hexdispatch.geodata.check.BoundaryRepair;
import io.hexdispatch.geodata.check.CheckOptions;
import io.hexdispatch.geodata.check.CheckProgress;
import io.hexdispatch.geodata.check.CheckedBoundaries;
import io.hexdispatch.geodata.check.Finding;
import io.hexdispatch.geodata.check.FindingKind;
import io.hexdispatch.geodata.check.LevelNames;
import io.hexdispatch.geodata.check.RepairedBoundaries;
import io.hexdispatch.geodata.check.Severity;
import io.hexdispatch.geodata.check.TopologyReport;
import io.hexdispatch.geodata.read.BoundaryReader;
import io.hexdispatch.geodata.read.BoundaryReading;
import io.hexdispatch.geodata.read.Choice;
import io.hexdispatch.geodata.read.GridSink;
import io.hexdispatch.geodata.read.InvalidBoundaryFileException;
import io.hexdispatch.geodata.read.LayerReading;
import io.hexdispatch.geodata.read.ReadFinding;
import io.hexdispatch.geodata.read.ReadOptions;
import io.hexdispatch.grid.GridLevel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * From a boundary file to a boundary set, with one report of all that was found on the way: what the reader of the file chose and met,
 * and what the check of the grids says.
 */
public final class BoundaryInspection {
    private static final int ROWS_PER_STEP = 500;

    private final BoundaryReader reader;
    private final CheckProgress progress;
    private final Optional<GridLevel> only;

    public BoundaryInspection(BoundaryReader reader, CheckProgress progress) {
        this(reader, progress, Optional.empty());
    }

    private BoundaryInspection(BoundaryReader reader, CheckProgress progress, Optional<GridLevel> only) {
        this.reader = reader;
        this.progress = progress;
        this.only = only;
    }

    /** An inspection that passes over whatever a file says to be of another level. */
    public BoundaryInspection of(GridLevel level) {
        return new BoundaryInspection(reader, progress, Optional.of(level));
    }

    /**
     * Reads and checks a file. Takes seconds for a city, on all processors: call it on a worker thread.
     *
     * @return the report, and the boundary set where the report has no error
     * @throws InvalidBoundaryFileException if the file cannot be read at all
     * @throws IOException if it cannot be opened, or a disk fails
     */
    public CheckedBoundaries inspect(Path file, ReadOptions reading, CheckOptions checking)
            throws IOException, InvalidBoundaryFileException {
        Collector drawn = new Collector();
        BoundaryReading read = reader.read(file, reading, drawn);
        return withReading(new BoundaryCheck(checking, progress).check(drawn.grids), read, drawn.notes());
    }

    /**
     * What a repair made of a file.
     *
     * @param checked the check of the repaired grids; its report says what was done to which
     * @param boundaries all grids of the file, those repaired in their new shape
     */
    public record Repaired(CheckedBoundaries checked, RepairedBoundaries boundaries) {}

    /** As {@link #inspect}, with a repair before the check. The file stays as it is. */
    public Repaired repair(Path file, ReadOptions reading, CheckOptions checking)
            throws IOException, InvalidBoundaryFileException {
        Collector drawn = new Collector();
        BoundaryReading read = reader.read(file, reading, drawn);
        RepairedBoundaries repaired = new BoundaryRepair(checking, progress).repair(drawn.grids);
        CheckedBoundaries checked = new BoundaryCheck(checking, progress).check(repaired.grids());
        TopologyReport report = checked.report().withRepairs(repaired.changes());
        List<String> notes = new ArrayList<>(drawn.notes());
        notes.add(summary(repaired.changes(), report.repairedGrids().orElseThrow()));
        return new Repaired(withReading(new CheckedBoundaries(report, checked.boundaries()), read, notes), repaired);
    }

    private static String summary(List<RepairedBoundaries.Change> changes, int grids) {
        if (changes.isEmpty()) {
            return "A repair was asked for and none was needed: the grids are as the file draws them.";
        }
        Map<RepairedBoundaries.Kind, Long> counts = changes.stream()
                .collect(Collectors.groupingBy(
                        RepairedBoundaries.Change::kind,
                        () -> new EnumMap<>(RepairedBoundaries.Kind.class),
                        Collectors.counting()));
        return "Repaired, so not as the file draws them: " + grids + (grids == 1 ? " grid (" : " grids (")
                + counts.entrySet().stream()
                        .map(kind -> kind.getKey().title().toLowerCase(Locale.ROOT) + ": " + kind.getValue())
                        .collect(Collectors.joining(", "))
                + ").";
    }

    private static CheckedBoundaries withReading(CheckedBoundaries checked, BoundaryReading read, List<String> more) {
        List<String> notes = new ArrayList<>(
                read.layers().stream().map(BoundaryInspection::describe).toList());
        notes.addAll(more);
        TopologyReport report = checked.report()
                .withNotes(notes)
                .withFindings(read.findings().stream()
                        .map(BoundaryInspection::finding)
                        .toList());
        return new CheckedBoundaries(report, report.hasErrors() ? Optional.empty() : checked.boundaries());
    }

    private final class Collector implements GridSink {
        private final List<DrawnGrid> grids = new ArrayList<>();
        private long passedOver;
        private long stated;

        @Override
        public void enterLayer(String layer, long rows) {
            stated += rows;
            progress.step("reading", grids.size(), Math.max(stated, grids.size()));
        }

        @Override
        public void accept(DrawnGrid grid) {
            Optional<GridLevel> level = grid.level().flatMap(LevelNames::level);
            if (only.isPresent() && level.isPresent() && !level.equals(only)) {
                passedOver++;
                return;
            }
            grids.add(grid);
            if (grids.size() % ROWS_PER_STEP == 0) {
                progress.step("reading", grids.size(), Math.max(stated, grids.size()));
            }
        }

        List<String> notes() {
            return passedOver == 0
                    ? List.of()
                    : List.of(passedOver + (passedOver == 1 ? " grid" : " grids")
                            + " of other levels passed over: the layer " + text(only.orElseThrow())
                            + " alone was asked for.");
        }

        private static String text(GridLevel level) {
            return level.name().toLowerCase(Locale.ROOT);
        }
    }

    private static Finding finding(ReadFinding finding) {
        boolean isError = finding.severity() == ReadFinding.Severity.ERROR;
        String offset =
                finding.offset().isPresent() ? " (byte " + finding.offset().getAsLong() + ")" : "";
        return new Finding(
                isError ? FindingKind.FILE_DAMAGED : FindingKind.FILE_DOUBTFUL,
                isError ? Severity.ERROR : Severity.WARNING,
                finding.layer(),
                finding.row(),
                finding.code(),
                List.of(),
                finding.place(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                finding.message() + offset,
                Optional.empty());
    }

    /** What was chosen for a layer, in a sentence or two. */
    private static String describe(LayerReading layer) {
        StringBuilder text = new StringBuilder("Layer ")
                .append(layer.layer())
                .append(": ")
                .append(layer.format())
                .append(", ")
                .append(layer.rows())
                .append(" rows");
        if (layer.deletedRows() > 0) {
            text.append(" and ").append(layer.deletedRows()).append(" deleted ones, passed over");
        }
        layer.encoding().ifPresent(choice -> text.append("; encoding ").append(describe(choice)));
        text.append("; coordinates ").append(describe(layer.coordinateSystem()));
        layer.datumShiftUncertaintyMetres()
                .ifPresent(
                        metres -> text.append(", uncertain by ").append(metres).append(" m"));
        if (!layer.mapping().isEmpty()) {
            text.append("; ")
                    .append(layer.mapping().entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(field -> field.getKey().name().toLowerCase(Locale.ROOT) + " from " + field.getValue())
                            .collect(Collectors.joining(", ")));
        }
        if (layer.heightsIgnored()) {
            text.append("; heights (Z) are ignored");
        }
        if (layer.measuresIgnored()) {
            text.append("; measures (M) are ignored");
        }
        return text.append('.').toString();
    }

    private static String describe(Choice choice) {
        return choice.value() + " (" + choice.reason() + ")";
    }
}
