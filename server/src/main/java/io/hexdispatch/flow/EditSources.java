package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.source.Source;
import io.hexdispatch.source.SourceChange;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** An administrator puts sources into the registry, changes them and takes them out. One edit follows another. */
public final class EditSources {
    private static final int SOURCES_MAX = 1_000;
    private static final int HISTORY_MAX = 200;

    private final LiveSources live;
    private final Sources sources;
    private final Announcements announcements;
    private final Clock clock;
    private Future<?> last = Future.succeededFuture();

    public EditSources(LiveSources live, Sources sources, Announcements announcements, Clock clock) {
        this.live = live;
        this.sources = sources;
        this.announcements = announcements;
        this.clock = clock;
    }

    /** Reads the registry into memory; before the first event. */
    public Future<Void> load() {
        return sources.all().map(all -> {
            live.swap(all);
            return null;
        });
    }

    /** The answer is whether it is new. */
    public Future<Boolean> put(Actor by, Source source) {
        return inTurn(() -> {
            Optional<Source> before = live.find(source.key());
            if (before.equals(Optional.of(source))) {
                return Future.succeededFuture(false);
            }
            if (before.isEmpty() && live.all().size() >= SOURCES_MAX) {
                return Future.failedFuture(new RefusedException(
                        Kind.CONFLICT, "there are " + SOURCES_MAX + " sources, and no more are taken"));
            }
            return commit(by, source.key(), Optional.of(source)).map(before.isEmpty());
        });
    }

    public Future<Void> remove(Actor by, String key) {
        return inTurn(() -> live.find(key).isEmpty()
                ? Future.failedFuture(new RefusedException(Kind.NOT_FOUND, "there is no source \"" + key + "\""))
                : commit(by, key, Optional.empty()));
    }

    public Future<List<SourceChange>> history(String key) {
        return sources.history(key, HISTORY_MAX);
    }

    private Future<Void> commit(Actor by, String key, Optional<Source> after) {
        SourceChange change = new SourceChange(key, clock.instant(), by, after);
        return sources.change(change).map(done -> {
            List<Source> next = new ArrayList<>(live.all());
            next.removeIf(source -> source.key().equals(key));
            after.ifPresent(next::add);
            live.swap(next);
            announcements.sourceChanged(change);
            return null;
        });
    }

    /** So that what is in memory is what was committed last. */
    private <T> Future<T> inTurn(Supplier<Future<T>> edit) {
        Future<T> next = last.transform(done -> edit.get());
        last = next;
        return next;
    }
}
