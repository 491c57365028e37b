package io.hexdispatch.server;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What GIS staff do with boundaries, from the first file to taking it back. */
@Command(
        name = "boundaries",
        description = "Works with the city's boundaries.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            BoundariesCheckCommand.class,
            BoundariesLoadCommand.class,
            BoundariesCommand.Versions.class,
            BoundariesCommand.Report.class,
            BoundariesCommand.Difference.class,
            BoundariesCommand.Activate.class,
            BoundariesCommand.RollBack.class,
            BoundariesExportCommand.class
        })
final class BoundariesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Which command? They are below.");
    }

    /** A version as a line for people. */
    static String line(JsonObject version) {
        return String.format(
                "%-4s %-22s %,9d grids %6d errors %6d warnings  %s  %s, %s%s",
                version.getBoolean("live") ? "live" : "",
                version.getString("version"),
                version.getInteger("grids"),
                version.getLong("errors"),
                version.getLong("warnings"),
                version.getString("loadedAt").substring(0, 16).replace('T', ' '),
                version.getString("file"),
                version.getString("loadedBy"),
                version.containsKey("repairedGrids") ? ", " + version.getInteger("repairedGrids") + " repaired" : "");
    }

    /** Lists what was loaded. */
    @Command(
            name = "list",
            description = "Lists the versions that were loaded, the latest first.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Versions implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private ServerOptions server;

        @Override
        public Integer call() throws Exception {
            PrintWriter out = spec.commandLine().getOut();
            server.get("boundaries")
                    .getJsonArray("versions")
                    .forEach(version -> out.println(line((JsonObject) version)));
            return 0;
        }
    }

    /** Fetches a report. */
    @Command(
            name = "report",
            description =
                    "Writes the report of a version to a file: .html to read and print, .json for programs, .geojson"
                            + " for QGIS.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Report implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "VERSION", description = "Such as v2-d6235d98; see: boundaries list")
        private String version;

        @Option(names = "--to", required = true, paramLabel = "FILE", description = "Where to write")
        private Path to;

        @Mixin
        private ServerOptions server;

        @Override
        public Integer call() throws Exception {
            String mediaType =
                    BoundariesCheckCommand.ReportForm.of(spec, "--to", to).mediaType();
            Files.writeString(
                    to,
                    server.text("boundaries/" + ServerOptions.encode(version) + "/report", mediaType),
                    StandardCharsets.UTF_8);
            spec.commandLine().getOut().println(to);
            return 0;
        }
    }

    /** Compares two versions. */
    @Command(
            name = "diff",
            description = "Says what a version changes: grids, areas that change hands, open events and responders that"
                    + " another grid would answer for.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Difference implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "VERSION", description = "Such as v2-d6235d98; see: boundaries list")
        private String version;

        @Option(names = "--from", paramLabel = "VERSION", description = "Compared with what. Default: the live version")
        private String from;

        @Option(
                names = "--areas",
                paramLabel = "FILE",
                description = "Also writes the areas that change hands as GeoJSON, for QGIS")
        private Path areas;

        @Mixin
        private ServerOptions server;

        @Override
        public Integer call() throws Exception {
            Map<String, String> parameters = new LinkedHashMap<>();
            Optional.ofNullable(from).ifPresent(given -> parameters.put("from", given));
            String path = ServerOptions.path("boundaries/" + ServerOptions.encode(version) + "/difference", parameters);
            PrintWriter out = spec.commandLine().getOut();
            out.print(server.text(path, "text/plain"));
            if (areas != null) {
                Files.writeString(areas, server.text(path, "application/geo+json"), StandardCharsets.UTF_8);
                out.println(areas);
            }
            out.flush();
            return 0;
        }
    }

    /** Puts a version live. */
    @Command(
            name = "activate",
            description = "Puts a version live. Open events keep their grids.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Activate implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "VERSION", description = "Such as v2-d6235d98; see: boundaries list")
        private String version;

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the history")
        private String reason;

        @Mixin
        private ServerOptions server;

        @Override
        public Integer call() throws Exception {
            JsonObject live = server.post(
                    "boundaries/" + ServerOptions.encode(version) + "/activate", Optional.ofNullable(reason));
            spec.commandLine().getOut().println(line(live));
            return 0;
        }
    }

    /** Takes the live version back. */
    @Command(
            name = "rollback",
            description = "Puts live what was live before the live version.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class RollBack implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the history")
        private String reason;

        @Mixin
        private ServerOptions server;

        @Override
        public Integer call() throws Exception {
            JsonObject live = server.post("boundaries/rollback", Optional.ofNullable(reason));
            spec.commandLine().getOut().println(line(live));
            return 0;
        }
    }
}
