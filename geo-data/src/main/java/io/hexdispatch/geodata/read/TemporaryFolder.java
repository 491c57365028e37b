package io.hexdispatch.geodata.read;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that is there until it is closed, and then is gone with all that is in it. */
final class TemporaryFolder implements Closeable {
    private final Path path;

    TemporaryFolder(Path parent) throws IOException {
        path = Files.createTempDirectory(parent, "hexdispatch-boundaries-");
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        List<Path> innermostFirst;
        try (Stream<Path> all = Files.walk(path)) {
            innermostFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path one : innermostFirst) {
            Files.deleteIfExists(one);
        }
    }
}
