package io.hexdispatch.flow;

import io.hexdispatch.order.CaseFile;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Has every event that was filed examined soon after its commit, and never before it, in lots, one at a time. Filing waits for nothing
 * of it. How far it got is written down every few seconds, and what was filed since is examined again after a restart; so nothing
 * is forgotten, and an {@link Examination} may see an event twice. For one event loop.
 */
public final class ExamineFiled {
    public static final int LOT_MAX = 200;

    /** As many that fail even alone are set aside; where more do, it is not for their sake, and all wait. */
    static final int SET_ASIDE_MAX = 100;

    /** How long after a failure nothing is tried, at first; each further failure doubles it. */
    static final Duration PAUSE_MIN = Duration.ofMillis(100);

    static final Duration PAUSE_MAX = Duration.ofSeconds(30);

    /** When one that failed alone is tried again. */
    static final Duration SET_ASIDE_FOR = Duration.ofMinutes(1);

    /** A filing whose connection broke may be committed by the database a moment later. */
    static final Duration PAUSE_AFTER_UNKNOWN = Duration.ofSeconds(2);

    private record SetAside(CaseFile caseFile, long untilNanos) {}

    private final FiledEvents filedEvents;
    private final List<Examination> examinations;
    private final LongSupplier nanos;
    private final NavigableMap<Long, SetAside> setAside = new TreeMap<>();
    private Optional<UnexaminedEvents> loaded = Optional.empty();
    private boolean isUnderWay;
    private int lotMax = LOT_MAX;
    private int failures;
    private long pausedUntil;
    private long written;

    /** @param nanos the time from anywhere, only ever growing, such as {@link System#nanoTime} */
    public ExamineFiled(FiledEvents filedEvents, List<Examination> examinations, LongSupplier nanos) {
        this.filedEvents = filedEvents;
        this.examinations = List.copyOf(examinations);
        this.nanos = nanos;
        this.pausedUntil = nanos.getAsLong();
    }

    /** Reads how far everything is examined; to be waited for before the first filing. */
    public Future<Void> load() {
        return filedEvents.examinedBelow().map(below -> {
            loaded = Optional.of(new UnexaminedEvents(below));
            written = below;
            return null;
        });
    }

    /** The same outcome of a filing, whose event is examined soon if it is new. */
    Future<Filed> filing(Future<Filed> filing) {
        UnexaminedEvents events = events();
        long lowest = events.begin();
        return filing.onSuccess(filed -> {
                    if (filed.isNew()) {
                        events.filed(lowest, filed.caseFile());
                    } else {
                        events.ended(lowest);
                    }
                })
                .onFailure(failure -> {
                    if (failure instanceof RefusedException) {
                        events.ended(lowest);
                    } else {
                        events.unknown(lowest);
                        pause(PAUSE_AFTER_UNKNOWN);
                    }
                });
    }

    /** How many wait in memory. */
    public int waiting() {
        return loaded.map(UnexaminedEvents::waiting).orElse(0) + setAside.size();
    }

    /**
     * Examines all that wait; to be called several times a second. Gives how many were examined; fails where one lot could not be, which
     * is tried again, after a pause and in smaller lots, so that one that never can be does not hold the others up for good.
     */
    public Future<Integer> examine() {
        if (isUnderWay || isBefore(pausedUntil)) {
            return Future.succeededFuture(0);
        }
        isUnderWay = true;
        return examineNext(0).onComplete(done -> isUnderWay = false);
    }

    /** Writes down how far everything is examined; to be called every few seconds. */
    public Future<Void> writeMark() {
        long below =
                setAside.isEmpty() ? events().examinedBelow() : Math.min(events().examinedBelow(), setAside.firstKey());
        return below == written
                ? Future.succeededFuture()
                : filedEvents.examinedBelow(below).onSuccess(done -> written = below);
    }

    private Future<Integer> examineNext(int before) {
        if (isBefore(pausedUntil)) {
            return Future.succeededFuture(before);
        }
        return nextLot()
                .compose(lot -> lot.isEmpty()
                        ? Future.succeededFuture(before)
                        : examine(lot).compose(done -> examineNext(before + lot.size())));
    }

    private Future<List<CaseFile>> nextLot() {
        Optional<SetAside> due = setAside.values().stream()
                .filter(one -> !isBefore(one.untilNanos()))
                .findFirst();
        if (due.isPresent()) {
            return Future.succeededFuture(List.of(due.get().caseFile()));
        }
        if (!events().isToBeRead()) {
            return Future.succeededFuture(events().oldest(lotMax));
        }
        return filedEvents
                .from(events().beginRead(), LOT_MAX)
                .onSuccess(page -> events().read(page, page.size() < LOT_MAX))
                .onFailure(failure -> {
                    events().couldNotRead();
                    pauseLonger();
                })
                .map(page -> events().oldest(lotMax));
    }

    private Future<Void> examine(List<CaseFile> lot) {
        Future<Void> all = Future.succeededFuture();
        for (Examination examination : examinations) {
            all = all.compose(done -> examination.examine(lot));
        }
        return all.onSuccess(done -> {
                    leave(lot);
                    failures = 0;
                    lotMax = LOT_MAX;
                })
                .onFailure(failure -> {
                    pauseLonger();
                    lotMax = Math.max(1, lot.size() / 2);
                    if (lot.size() == 1 && isRoomAside(lot.get(0))) {
                        leave(lot);
                        setAside(lot.get(0));
                        lotMax = LOT_MAX;
                    }
                });
    }

    private void leave(List<CaseFile> lot) {
        events().examined(lot);
        lot.forEach(caseFile -> setAside.remove(caseFile.event().number().id()));
    }

    private boolean isRoomAside(CaseFile caseFile) {
        return setAside.size() < SET_ASIDE_MAX
                || setAside.containsKey(caseFile.event().number().id());
    }

    private void setAside(CaseFile caseFile) {
        setAside.put(
                caseFile.event().number().id(), new SetAside(caseFile, nanos.getAsLong() + SET_ASIDE_FOR.toNanos()));
    }

    private void pauseLonger() {
        pause(Duration.ofNanos(
                Math.min(PAUSE_MAX.toNanos(), PAUSE_MIN.toNanos() << Math.min(failures, Integer.SIZE / 2))));
        failures++;
    }

    private void pause(Duration pause) {
        long until = nanos.getAsLong() + pause.toNanos();
        pausedUntil = until - pausedUntil > 0 ? until : pausedUntil;
    }

    private boolean isBefore(long untilNanos) {
        return nanos.getAsLong() - untilNanos < 0;
    }

    private UnexaminedEvents events() {
        return loaded.orElseThrow(() -> new IllegalStateException("load first: nobody knows how far all is examined"));
    }
}
