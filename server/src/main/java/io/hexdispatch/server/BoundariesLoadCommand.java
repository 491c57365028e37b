package io.hexdispatch.server;

import io.hexdispatch.boundaryfile.FileWish;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
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

/** Brings a boundary file to a server, where it is checked and kept as a version. */
@Command(
        name = "load",
        description = {
            "Brings a boundary file to a server, which checks it and keeps it as a version. It does not go live by that.",
            "A file: a shapefile as a zip, a GeoPackage or GeoJSON."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:loaded without errors",
            "1:it has errors, which the report lists, or it could not be loaded",
            "2:the command line is wrong"
        })
final class BoundariesLoadCommand implements Callable<Integer> {
    private static final long LOOK_EVERY_MILLIS = 250;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The boundary file")
    private Path file;

    @Option(names = "--activate", description = "Also puts it live, if it has no errors")
    private boolean activate;

    @Option(
            names = "--repair",
            description = "Repairs shapes before they are checked: the version is of the repaired ones, and its report"
                    + " says what moved and by how much. The file stays as it is")
    private boolean repair;

    @Mixin
    private FileOptions options;

    @Mixin
    private ServerOptions server;

    @Override
    public Integer call() throws Exception {
        if (!Files.isRegularFile(file)) {
            throw new ParameterException(
                    spec.commandLine(), "FILE: " + file + " is no file; zip a shapefile that lies in several");
        }
        Map<String, String> parameters = new LinkedHashMap<>(options.given());
        if (repair) {
            parameters.put(FileWish.REPAIR.text(), "true");
        }
        parameters.put("file", file.getFileName().toString());
        JsonObject job = finished(server.upload(ServerOptions.path("boundaries", parameters), file));
        if (job.getString("state").equals("FAILED")) {
            throw new StartException(job.getString("problem"));
        }
        PrintWriter out = spec.commandLine().getOut();
        String version = job.getString("version");
        JsonObject loaded = server.get("boundaries/" + version);
        if (activate && loaded.getLong("errors") == 0) {
            loaded = server.post("boundaries/" + version + "/activate", Optional.empty());
        }
        out.println(BoundariesCommand.line(loaded));
        if (loaded.getLong("errors") + loaded.getLong("warnings") > 0) {
            out.println("What was found: hexdispatch boundaries report " + version + " --to report.html");
        }
        return loaded.getLong("errors") == 0 ? 0 : Main.FAILED;
    }

    private JsonObject finished(JsonObject begun) throws Exception {
        ProgressLine progress = new ProgressLine(spec.commandLine().getErr(), System.console() != null);
        JsonObject job = begun;
        try {
            while (!job.getString("state").equals("DONE")
                    && !job.getString("state").equals("FAILED")) {
                progress.show(job.getString("step"), job.getLong("done"), job.getLong("total"));
                Thread.sleep(LOOK_EVERY_MILLIS);
                job = server.get("jobs/" + job.getString("id"));
            }
            return job;
        } finally {
            progress.end();
        }
    }
}
