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

    /** The version that a command is about. */
    static final class VersionParameter {
        @Parameters(paramLabel = "VERSION", description = "Such as v2-d6235d98; see: boundaries list")
        private String version;

        /** Its path on the server. */
        String path() {
            return "boundaries/" + ServerOptions.encode(version);
        }
    }

    /** Whether the open events are to be located anew, and how that is done: page by page, so that it can be begun again. */
    static final class Relocation {
        @Option(
                names = "--relocate-events",
                description =
                        "Also locates the open events anew. Their orders stay with whom they are. Given again, it goes"
                                + " on where it was interrupted")
        private boolean wanted;

        void run(CommandSpec spec, ServerOptions server, JsonObject live, Optional<String> reason) throws Exception {
            if (!wanted) {
                return;
            }
            ProgressLine progress = new ProgressLine(spec.commandLine().getErr(), System.console() != null);
            long lookedAt = 0;
            long relocated = 0;
            Optional<String> next =
                    Optional.of("boundaries/" + ServerOptions.encode(live.getString("version")) + "/relocate");
            try {
                while (next.isPresent()) {
                    JsonObject page = server.post(next.get(), reason);
                    lookedAt += page.getLong("lookedAt");
                    relocated += page.getLong("relocated");
                    progress.show("locating events", lookedAt, lookedAt);
                    next = ServerOptions.next(page);
                }
            } finally {
                progress.end();
            }
            spec.commandLine().getOut().printf("%,d of %,d open events lie in other grids now%n", relocated, lookedAt);
            spec.commandLine().getOut().flush();
        }
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
            Optional<String> next = Optional.of("boundaries");
            while (next.isPresent()) {
                JsonObject page = server.get(next.get());
                page.getJsonArray("versions").forEach(version -> out.println(line((JsonObject) version)));
                next = ServerOptions.next(page);
            }
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

        @Mixin
        private VersionParameter version;

        @Option(names = "--to", required = true, paramLabel = "FILE", description = "Where to write")
        private Path to;

        @Mixin
        private ServerOptions server;

        @Override
        public Integer call() throws Exception {
            String mediaType =
                    BoundariesCheckCommand.ReportForm.of(spec, "--to", to).mediaType();
            Files.writeString(to, server.text(version.path() + "/report", mediaType), StandardCharsets.UTF_8);
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

        @Mixin
        private VersionParameter version;

        @Option(names = "--from", paramLabel = "VERSION", description = "Compared with what. Default: the live version")
        private String from;

        @Option(
                names = "--layer",
                paramLabel = "LEVEL",
                description = "Compares the grids of this level alone, such as dedicated. Default: all")
        private String layer;

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
            Optional.ofNullable(layer).ifPresent(given -> parameters.put("layer", given));
            String path = ServerOptions.path(version.path() + "/difference", parameters);
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
            description = "Puts a version live. Open events keep their grids, unless you say otherwise.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Activate implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private VersionParameter version;

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the history")
        private String reason;

        @Mixin
        private Relocation relocation;

        @Mixin
        private ServerOptions server;

        @Override
        public Integer call() throws Exception {
            JsonObject live = server.post(version.path() + "/activate", Optional.ofNullable(reason));
            spec.commandLine().getOut().println(line(live));
            relocation.run(spec, server, live, Optional.ofNullable(reason));
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
        private Relocation relocation;

        @Mixin
        private ServerOptions server;

        @Override
        public Integer call() throws Exception {
            JsonObject live = server.post("boundaries/rollback", Optional.ofNullable(reason));
            spec.commandLine().getOut().println(line(live));
            relocation.run(spec, server, live, Optional.ofNullable(reason));
            return 0;
        }
    }
}
