package io.hexdispatch.server;

import io.hexdispatch.geodata.write.GeoJsonWriter;
import io.hexdispatch.geodata.write.ShapefileWriter;
import io.hexdispatch.grid.BoundarySet;
import io.hexdispatch.grid.demo.DefaultCity;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What GIS staff do with boundaries. */
@Command(
        name = "boundaries",
        description = "Works with the city's boundaries.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = BoundariesCommand.Export.class)
final class BoundariesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Which command? They are below.");
    }

    /** Writes the demonstration city to a file. */
    @Command(
            name = "export",
            description =
                    "Writes the demonstration city to a file: FILE.geojson, or FILE.zip for a shapefile of each level.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Export implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Option(
                names = "--to",
                required = true,
                paramLabel = "FILE",
                description = "Where to write; .geojson or .zip says in which form")
        private Path to;

        @Option(names = "--full", description = "Also the 46,817 micro-grids and all 4,744 dedicated grids")
        private boolean full;

        @Override
        public Integer call() throws IOException {
            String name = to.getFileName().toString();
            boolean isGeoJson = name.endsWith(".geojson");
            if (!isGeoJson && !name.endsWith(".zip")) {
                throw new ParameterException(
                        spec.commandLine(), "--to: " + name + " ends neither in .geojson nor in .zip");
            }
            BoundarySet city = full ? DefaultCity.generateFull() : DefaultCity.generate();
            Path draft = to.resolveSibling(name + ".part");
            try {
                try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(draft))) {
                    if (isGeoJson) {
                        new GeoJsonWriter().write(city, out);
                    } else {
                        new ShapefileWriter().write(city, out);
                    }
                }
                move(draft, to);
            } finally {
                Files.deleteIfExists(draft);
            }
            spec.commandLine()
                    .getOut()
                    .printf("%s: %,d grids, %,d bytes%n", to, city.grids().size(), Files.size(to));
            return 0;
        }

        private static void move(Path draft, Path to) throws IOException {
            try {
                Files.move(draft, to, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(draft, to, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
