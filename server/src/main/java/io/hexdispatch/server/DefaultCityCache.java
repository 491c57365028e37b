package io.hexdispatch.server;

import io.hexdispatch.geodata.read.GeoJsonReader;
import io.hexdispatch.geodata.read.InvalidBoundaryFileException;
import io.hexdispatch.geodata.write.GeoJsonWriter;
import io.hexdispatch.grid.BoundarySet;
import io.hexdispatch.grid.demo.DefaultCity;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the default city, once made, in the data folder, because reading it takes half as long as making it. */
final class DefaultCityCache {
    private static final Logger LOG = LoggerFactory.getLogger(DefaultCityCache.class);

    private DefaultCityCache() {}

    /** The default city: as it lies in the folder, or else made and laid there. */
    static BoundarySet load(Path dataFolder) {
        Path file = dataFolder.resolve("cache").resolve(DefaultCity.VERSION + ".geojson");
        if (Files.exists(file)) {
            try {
                BoundarySet cached = new GeoJsonReader().read(file);
                if (cached.version().equals(DefaultCity.VERSION)) {
                    return cached;
                }
            } catch (IOException | InvalidBoundaryFileException e) {
                LOG.atWarn().addKeyValue("file", file).setCause(e).log("cached city not usable, made anew");
            }
        }
        BoundarySet city = DefaultCity.generate();
        try {
            keep(city, file);
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("file", file).setCause(e).log("city not cached");
        }
        return city;
    }

    /** Under another name first, so that a power failure leaves a whole file or none. */
    private static void keep(BoundarySet city, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Path draft = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(draft))) {
                new GeoJsonWriter().write(city, out);
            }
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
