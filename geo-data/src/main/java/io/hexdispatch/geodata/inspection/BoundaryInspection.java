package io.hexdispatch.geodata.inspection;

import io.hexdispatch.geodata.DrawnGrid;
import io.hexdispatch.geodata.check.BoundaryCheck;
import io.hexdispatch.geodata.check.CheckOptions;
import io.hexdispatch.geodata.check.CheckProgress;
import io.hexdispatch.geodata.check.CheckedBoundaries;
import io.hexdispatch.geodata.check.Finding;
import io.hexdispatch.geodata.check.FindingKind;
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
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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

    public BoundaryInspection(BoundaryReader reader, CheckProgress progress) {
        this.reader = reader;
        this.progress = progress;
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
        List<DrawnGrid> drawn = new ArrayList<>();
        BoundaryReading read = reader.read(file, reading, new Collector(drawn));
        CheckedBoundaries checked = new BoundaryCheck(checking, progress).check(drawn);
        TopologyReport report = checked.report()
                .withNotes(
                        read.layers().stream().map(BoundaryInspection::describe).toList())
                .withFindings(read.findings().stream()
                        .map(BoundaryInspection::finding)
                        .toList());
        return new CheckedBoundaries(report, report.hasErrors() ? Optional.empty() : checked.boundaries());
    }

    private final class Collector implements GridSink {
        private final List<DrawnGrid> drawn;
        private long stated;

        private Collector(List<DrawnGrid> drawn) {
            this.drawn = drawn;
        }

        @Override
        public void enterLayer(String layer, long rows) {
            stated += rows;
            progress.step("reading", drawn.size(), Math.max(stated, drawn.size()));
        }

        @Override
        public void accept(DrawnGrid grid) {
            drawn.add(grid);
            if (drawn.size() % ROWS_PER_STEP == 0) {
                progress.step("reading", drawn.size(), Math.max(stated, drawn.size()));
            }
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
