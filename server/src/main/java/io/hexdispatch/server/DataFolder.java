package io.hexdispatch.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A server's own folder, held for itself as long as it runs. */
final class DataFolder implements AutoCloseable {
    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** @throws StartException if the folder cannot be made or another server holds it */
    static DataFolder hold(Path path) throws StartException {
        Path absolute = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(absolute);
            FileChannel channel = FileChannel.open(
                    absolute.resolve("server.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (channel.tryLock() != null) {
                    return new DataFolder(absolute, channel);
                }
            } catch (OverlappingFileLockException heldByThisProcess) {
                // told below, like a lock of another process
            }
            channel.close();
        } catch (IOException e) {
            throw new StartException("the data folder " + absolute + " cannot be used: " + e.getMessage(), e);
        }
        throw new StartException(
                "another server uses the data folder " + absolute + "; stop it, or choose another folder with --data");
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
