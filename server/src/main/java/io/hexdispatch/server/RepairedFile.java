package io.hexdispatch.server;

import io.hexdispatch.boundaryfile.CheckedFiles;
import io.hexdispatch.flow.BoundaryFiles.Form;
import io.hexdispatch.geodata.check.RepairedBoundaries;
import io.hexdispatch.geodata.check.TopologyReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The new file that a check writes repaired grids to, where there are any. */
final class RepairedFile {
    private static final int PRINTED_MAX = 20;

    private final CommandSpec spec;
    private final Path to;
    private final Form form;

    /** @throws ParameterException if the file is there already, or its ending names no form */
    RepairedFile(CommandSpec spec, Path to) {
        this.spec = spec;
        this.to = to;
        form = BoundariesExportCommand.form(spec, "--repair", to);
        if (Files.exists(to)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--repair: " + to + " is there already, and nothing is overwritten; name a new file");
        }
    }

    /** Under another name first, so that there is a whole file or none. */
    void write(RepairedBoundaries repaired, String title) throws IOException {
        if (isAsDrawn(repaired.changes())) {
            return;
        }
        Path draft = to.resolveSibling(to.getFileName() + ".part");
        try {
            CheckedFiles.write(repaired.writable(title), form, draft);
            // Without leave to replace: a file that came there meanwhile stays.
            Files.move(draft, to);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** Prints what moved farthest; the reports have it all. */
    void tell(TopologyReport report) {
        PrintWriter out = spec.commandLine().getOut();
        List<RepairedBoundaries.Change> changes = report.repairs().orElseThrow();
        changes.stream()
                .sorted(Comparator.comparingDouble(RepairedBoundaries.Change::metres)
                        .reversed())
                .limit(PRINTED_MAX)
                .forEach(change -> out.printf("row %d: %s%n", change.row(), change.message()));
        if (changes.size() > PRINTED_MAX) {
            out.printf("... and %,d more that moved less; --report has them all%n", changes.size() - PRINTED_MAX);
        }
        if (isAsDrawn(changes)) {
            out.println("nothing could be repaired or needed it, so " + to + " was not written");
        } else {
            out.println(to);
        }
        out.flush();
    }

    private static boolean isAsDrawn(List<RepairedBoundaries.Change> changes) {
        return changes.stream().allMatch(change -> change.kind() == RepairedBoundaries.Kind.LEFT_AS_DRAWN);
    }
}
