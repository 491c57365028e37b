package io.hexdispatch.flow;

import io.hexdispatch.boundary.Report;
import io.hexdispatch.grid.BoundarySet;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Boundary files, read and checked on workers. */
public interface BoundaryFiles {
    /**
     * A file that somebody brought.
     *
     * @param path where it lies now, in a folder of its own, which is deleted when it has been read
     * @param name as it was called where it came from
     * @param sha256 of its bytes, in hexadecimal digits
     * @param wishes how it is to be understood, by the names that the interface has for it, such as {@code crs}
     */
    record Upload(Path path, String name, String sha256, Map<String, String> wishes) {}

    /**
     * @param repairedGrids how many have another shape than the file draws; empty where no repair was wished for
     * @param boundaries empty where the file has errors
     */
    record Inspected(
            Report report,
            int grids,
            long errors,
            long warnings,
            Optional<Integer> repairedGrids,
            Optional<BoundarySet> boundaries) {}

    /** Told how far it is, on the event loop. */
    @FunctionalInterface
    interface Progress {
        void step(String step, long done, long total);
    }

    /** @throws RefusedException if there is a wish that is not known or cannot be; see {@link Upload} */
    void refuseWhatCannotBe(Map<String, String> wishes);

    /**
     * Reads and checks a file.
     *
     * @param version the version of the boundary set that comes out
     * @param live what levels that the file does not bring are taken from
     * @return fails with {@link RefusedException} where the file cannot be read at all; the message says why and where
     */
    Future<Inspected> inspect(Upload upload, String version, BoundarySet live, Progress progress);

    Future<Void> delete(Upload upload);

    /** What boundaries are written as. */
    enum Form {
        GEOJSON("geojson", "application/geo+json"),
        /** A zip of one shapefile a level, UTF-8, CGCS2000. */
        SHAPEFILE("zip", "application/zip"),
        GEOPACKAGE("gpkg", "application/geopackage+sqlite3");

        private final String ending;
        private final String mediaType;

        Form(String ending, String mediaType) {
            this.ending = ending;
            this.mediaType = mediaType;
        }

        /** How the file's name ends, without a dot. */
        public String ending() {
            return ending;
        }

        public String mediaType() {
            return mediaType;
        }
    }

    /** Writes boundaries to a new temporary file, which whoever gets it deletes. */
    Future<Path> write(BoundarySet boundaries, Form form);
}
