package io.hexdispatch.server;

import io.hexdispatch.boundaryfile.FileWishes;
import io.hexdispatch.geodata.check.CheckOptions;
import io.hexdispatch.geodata.check.FindingKind;
import io.hexdispatch.geodata.check.FindingsGeoJson;
import io.hexdispatch.geodata.check.ReportJson;
import io.hexdispatch.geodata.check.ReportPage;
import io.hexdispatch.geodata.check.TopologyReport;
import io.hexdispatch.geodata.inspection.BoundaryInspection;
import io.hexdispatch.geodata.inspection.BoundaryInspection.Repaired;
import io.hexdispatch.geodata.read.BoundaryReader;
import io.hexdispatch.geodata.read.GeoJsonReader;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks a boundary file on this machine, without a server. */
@Command(
        name = "check",
        description =
                "Checks a boundary file, without a server: an ESRI Shapefile (a zip, a folder or its .shp), a GeoPackage or"
                        + " GeoJSON.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the boundaries could go live",
            "1:they could not, or the file cannot be read; the report says why",
            "2:the command line is wrong"
        })
final class BoundariesCheckCommand implements Callable<Integer> {
    private static final int NOT_ACTIVATABLE = 1;

    /** How a report is written, by the ending of its file's name. */
    enum ReportForm {
        JSON(".json", "application/json"),
        HTML(".html", "text/html"),
        GEOJSON(".geojson", "application/geo+json");

        private final String ending;
        private final String mediaType;

        ReportForm(String ending, String mediaType) {
            this.ending = ending;
            this.mediaType = mediaType;
        }

        String mediaType() {
            return mediaType;
        }

        static ReportForm of(CommandSpec spec, String option, Path file) {
            return Arrays.stream(values())
                    .filter(form -> file.getFileName().toString().endsWith(form.ending))
                    .findFirst()
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(),
                            option + ": " + file.getFileName()
                                    + " ends neither in .html nor in .json nor in .geojson"));
        }

        void write(TopologyReport report, Path file) throws IOException {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                switch (this) {
                    case JSON -> new ReportJson().write(report, out);
                    case HTML -> new ReportPage().write(report, out);
                    case GEOJSON -> new FindingsGeoJson().write(report, out);
                }
            }
        }
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The boundary file, or a folder")
    private Path file;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description =
                    "Also writes the whole report: .html to read and print, .json for programs, .geojson for QGIS; as"
                            + " often as needed")
    private List<Path> reports = new ArrayList<>();

    @Option(
            names = "--repair",
            paramLabel = "FILE",
            description =
                    "Also repairs the shapes and writes them to a new file, .geojson, .gpkg or .zip; what is said and"
                            + " reported is then about the repaired shapes, and what moved and by how much. Nothing is"
                            + " overwritten")
    private Path repaired;

    @Option(
            names = "--live",
            paramLabel = "FILE",
            description =
                    "The boundaries that are live, as boundaries export writes them in GeoJSON: levels that the file"
                            + " does not bring are taken from there")
    private Path live;

    @Mixin
    private FileOptions options;

    @Override
    public Integer call() throws Exception {
        reports.forEach(report -> ReportForm.of(spec, "--report", report));
        if (!Files.exists(file)) {
            throw new ParameterException(spec.commandLine(), "FILE: there is no " + file);
        }
        FileWishes wishes = new FileWishes(options.given());
        CheckOptions checking = wishes.checking("check", file.getFileName().toString());
        if (live != null) {
            checking = checking.withLive(new GeoJsonReader().read(live));
        }
        Optional<RepairedFile> repair = Optional.ofNullable(repaired).map(to -> new RepairedFile(spec, to));
        ProgressLine progress = new ProgressLine(spec.commandLine().getErr(), System.console() != null);
        TopologyReport report;
        try {
            BoundaryInspection inspection =
                    wishes.inspecting(new BoundaryInspection(new BoundaryReader(), progress::show));
            if (repair.isPresent()) {
                Repaired made = inspection.repair(file, wishes.reading(), checking);
                report = made.checked().report();
                repair.get().write(made.boundaries(), checking.title());
            } else {
                report = inspection.inspect(file, wishes.reading(), checking).report();
            }
        } finally {
            progress.end();
        }
        print(report);
        repair.ifPresent(file -> file.tell(report));
        for (Path to : reports) {
            ReportForm.of(spec, "--report", to).write(report, to);
            spec.commandLine().getOut().println(to);
        }
        return report.hasErrors() ? NOT_ACTIVATABLE : 0;
    }

    private void print(TopologyReport report) {
        PrintWriter out = spec.commandLine().getOut();
        report.notes().forEach(out::println);
        out.printf("%,d grids with %,d vertices: %s%n", report.grids(), report.vertices(), report.gridsByLevel());
        for (FindingKind kind : report.counts().keySet()) {
            report.findings(kind).stream()
                    .findFirst()
                    .ifPresent(first -> out.printf(
                            "%-7s %,8d  %s (%s), such as row %d%s: %s%n",
                            first.severity(),
                            report.count(kind),
                            kind.title(),
                            kind.chineseTitle(),
                            first.row(),
                            first.code().map(code -> ", " + code).orElse(""),
                            first.message()));
        }
        out.printf(
                "%,d errors, %,d warnings: %s%n",
                report.errors(),
                report.warnings(),
                report.hasErrors() ? "this must not go live" : "this could go live");
        out.flush();
    }
}
