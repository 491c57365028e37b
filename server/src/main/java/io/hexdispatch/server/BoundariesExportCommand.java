package io.hexdispatch.server;

import io.hexdispatch.boundaryfile.CheckedFiles;
import io.hexdispatch.flow.BoundaryFiles.Form;
import io.hexdispatch.grid.BoundarySet;
import io.hexdispatch.grid.demo.DefaultCity;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
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

/** Writes boundaries to a file: a version of a server, or the demonstration city, for which no server is needed. */
@Command(
        name = "export",
        description = "Writes boundaries to a file: FILE.geojson, FILE.gpkg, or FILE.zip for a shapefile of each level."
                + " Without VERSION the demonstration city, and then no server is needed.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class BoundariesExportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "VERSION", description = "Such as v2-d6235d98; see: boundaries list")
    private String version;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "FILE",
            description = "Where to write; .geojson, .gpkg or .zip says in which form")
    private Path to;

    @Option(
            names = "--layer",
            paramLabel = "LEVEL",
            description = "Writes the grids of this level alone, such as dedicated. Default: all")
    private String layer;

    @Option(
            names = "--full",
            description = "Of the demonstration city also the 46,817 micro-grids and all 4,744 dedicated grids")
    private boolean full;

    @Mixin
    private ServerOptions server;

    @Override
    public Integer call() throws Exception {
        Form form = form(spec, "--to", to);
        PrintWriter out = spec.commandLine().getOut();
        if (version != null) {
            String path = "boundaries/" + ServerOptions.encode(version) + "/export";
            Map<String, String> parameters = new LinkedHashMap<>();
            parameters.put("format", form.name().toLowerCase(Locale.ROOT));
            Optional.ofNullable(layer).ifPresent(given -> parameters.put("layer", given));
            server.download(ServerOptions.path(path, parameters), to);
            out.printf("%s: %,d bytes%n", to, Files.size(to));
            return 0;
        }
        if (layer != null) {
            throw new ParameterException(
                    spec.commandLine(), "--layer: needs a VERSION; the demonstration city is written whole");
        }
        BoundarySet city = full ? DefaultCity.generateFull() : DefaultCity.generate();
        Path draft = to.resolveSibling(to.getFileName() + ".part");
        try {
            CheckedFiles.write(city, form, draft);
            Files.move(draft, to, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
        out.printf("%s: %,d grids, %,d bytes%n", to, city.grids().size(), Files.size(to));
        return 0;
    }

    /** What a file is written as, by the ending of its name. */
    static Form form(CommandSpec spec, String option, Path file) {
        String name = file.getFileName().toString();
        return Arrays.stream(Form.values())
                .filter(form -> name.endsWith("." + form.ending()))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        option + ": " + name + " ends neither in .geojson nor in .gpkg nor in .zip"));
    }
}
