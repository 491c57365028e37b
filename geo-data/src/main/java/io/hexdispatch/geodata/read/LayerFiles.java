package io.hexdispatch.geodata.read;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The files of one shapefile.
 *
 * @param name the layer's name
 * @param byEnding the files by their endings in lower case, such as {@code shp}
 */
record LayerFiles(String name, Map<String, SourceFile> byEnding) {
    /**
     * A file, and what its owner calls it.
     *
     * @param name as in the zip or folder that it comes from
     * @param path where it is now
     */
    record SourceFile(String name, Path path) {}

    Optional<SourceFile> file(String ending) {
        return Optional.ofNullable(byEnding.get(ending));
    }
}
