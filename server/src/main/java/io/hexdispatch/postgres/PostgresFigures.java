package io.hexdispatch.postgres;

import io.hexdispatch.figures.Fact;
import io.hexdispatch.figures.FigureQuery;
import io.hexdispatch.figures.Figures;
import io.hexdispatch.figures.TooManyGroupsException;
import io.hexdispatch.flow.FigureStore;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.flow.Workers;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.Callable;

/** Figures of the events in PostgreSQL, counted on workers. For one event loop. */
public final class PostgresFigures implements FigureStore {
    /** Each takes a tenth of a second or so. */
    private static final int WAITING_MAX = 50;

    /** So many new or changed events are counted at each question, until they are brought in: some milliseconds. */
    private static final int PENDING_MIN = 1_000;

    private static final double PENDING_SECONDS_MAX = 600;

    /** Of the memory, a third at most, at 36 bytes an event with its share of words. */
    private static final long BYTES_OF_MEMORY_PER_EVENT = 3 * 36;

    private final FigureSession reading;
    private final FigureSession folding;
    private final FigureReader reader;
    private final FigureFold fold;
    private final Workers readers;
    private final Workers folders;
    private int waiting;

    /**
     * @param readers runs one piece of work after another
     * @param folders may be another one, so that questions do not wait for the counting beforehand
     */
    public PostgresFigures(DatabaseAddress address, Workers readers, Workers folders) {
        this(address, readers, folders, PENDING_MIN, PENDING_SECONDS_MAX);
    }

    PostgresFigures(
            DatabaseAddress address, Workers readers, Workers folders, int pendingMin, double pendingSecondsMax) {
        this.reading = new FigureSession(address);
        this.folding = new FigureSession(address);
        this.reader = new FigureReader(reading, Runtime.getRuntime().maxMemory() / BYTES_OF_MEMORY_PER_EVENT);
        this.fold = new FigureFold(folding, pendingMin, pendingSecondsMax);
        this.readers = readers;
        this.folders = folders;
    }

    @Override
    public Future<Figures> count(FigureQuery query, Instant now) {
        if (waiting >= WAITING_MAX) {
            return Future.failedFuture(new RefusedException(
                    RefusedException.Kind.BUSY,
                    WAITING_MAX + " requests for figures wait already; send it again in a second"));
        }
        waiting++;
        Callable<Figures> counting = () -> {
            try {
                return reader.count(query, now);
            } catch (TooManyGroupsException tooMany) {
                throw new RefusedException(RefusedException.Kind.INVALID, "groupBy: " + tooMany.getMessage());
            }
        };
        return readers.run(counting).onComplete(done -> waiting--);
    }

    @Override
    public Future<Boolean> hasReported(String source) {
        return readers.run(() -> reader.hasReported(source));
    }

    @Override
    public Future<Boolean> prepare() {
        return folders.run(() -> fold.step() == FigureFold.Step.GO_ON);
    }

    @Override
    public Future<Void> readAhead(Instant now) {
        LocalDate today = now.atZone(Fact.ZONE).toLocalDate();
        return readers.run(() -> {
            reader.readAhead(today.minusYears(1), today);
            return null;
        });
    }

    /** When nothing is under way any more. Blocks: for a worker thread. */
    public void close() throws SQLException {
        reading.close();
        folding.close();
    }
}
