package io.hexdispatch.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/** A clock that is wrong by as many seconds as a file says, so that tests can set it forth and back while the server runs. */
final class WrongClock extends Clock {
    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Path offset;
    private volatile long lookedNanos = System.nanoTime() - LOOK_EVERY_NANOS;
    private volatile long seconds;

    WrongClock(Path offset) {
        this.offset = offset;
    }

    @Override
    public Instant instant() {
        long now = System.nanoTime();
        if (now - lookedNanos >= LOOK_EVERY_NANOS) {
            lookedNanos = now;
            try {
                seconds = Long.parseLong(Files.readString(offset).strip());
            } catch (IOException | NumberFormatException beingWritten) {
                // As wrong as it was, until the next look.
            }
        }
        return Instant.now().plusSeconds(seconds);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("times are in UTC here");
    }
}
