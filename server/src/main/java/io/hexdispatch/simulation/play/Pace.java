package io.hexdispatch.simulation.play;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * How fast the day goes by. At a speed, events come when it is their time, whatever became of those before (an open model); without
 * one, as fast as the server answers, so many at once. For the thread of the simulation alone.
 */
public final class Pace {
    private final Vertx vertx;
    private final OptionalDouble speed;
    private final int atOnceMax;
    private final Queue<Promise<Void>> queue = new ArrayDeque<>();
    private final Promise<Void> stop = Promise.promise();
    private int underWay;
    private long startedNanos;

    /**
     * @param speed how many seconds of the day go by in a second; empty for as fast as possible
     * @param atOnceMax how many events are under way at once where there is no speed
     */
    public Pace(Vertx vertx, OptionalDouble speed, int atOnceMax) {
        this.vertx = vertx;
        this.speed = speed;
        this.atOnceMax = atOnceMax;
    }

    /** Now is midnight. */
    public void begin() {
        startedNanos = System.nanoTime();
    }

    /** When a second of the day has come, and there is room. */
    public Future<Void> arrival(int second) {
        if (speed.isPresent()) {
            long dueNanos = startedNanos + (long) (second / speed.getAsDouble() * 1e9);
            return later(Math.max(0, (dueNanos - System.nanoTime()) / 1_000_000));
        }
        if (underWay < atOnceMax) {
            underWay++;
            return Future.succeededFuture();
        }
        Promise<Void> room = Promise.promise();
        queue.add(room);
        return room.future();
    }

    /** An event that came is done, or waits for something that takes its time. */
    public void leave() {
        if (speed.isEmpty()) {
            Promise<Void> next = queue.poll();
            if (next != null) {
                next.complete();
            } else {
                underWay--;
            }
        }
    }

    /** Some seconds of the day go by. Nothing, where the day goes as fast as possible or is to end. */
    public Future<Void> pause(double seconds) {
        return speed.isEmpty() || isStopping()
                ? Future.succeededFuture()
                : later((long) (seconds / speed.getAsDouble() * 1e3));
    }

    private Future<Void> later(long millis) {
        return millis < 1 || isStopping()
                ? Future.succeededFuture()
                : Future.any(vertx.timer(millis, TimeUnit.MILLISECONDS), stop.future())
                        .mapEmpty();
    }

    /** What a future gives, or nothing where it gives nothing or the day is to end before. */
    public <T> Future<Optional<T>> unlessStopped(Future<T> future) {
        Promise<Optional<T>> either = Promise.promise();
        future.onSuccess(value -> either.tryComplete(Optional.ofNullable(value)))
                .onFailure(either::tryFail);
        stop.future().onSuccess(stopped -> either.tryComplete(Optional.empty()));
        return either.future();
    }

    /** Ends the day: nothing is waited for any more. */
    public void stop() {
        stop.tryComplete();
    }

    public boolean isStopping() {
        return stop.future().isComplete();
    }
}
