package io.hexdispatch.postgres;

import io.hexdispatch.flow.RefusedException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.pgclient.PgException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * Commits what comes in at about the same time together, so that many share the cost of one transaction. What comes in while
 * nothing is under way is committed at once and alone; under load the groups grow by themselves.
 *
 * <p>For one event loop.
 *
 * @param <T> what is committed
 * @param <R> what each gets back
 */
final class GroupCommit<T, R> {
    private static final List<String> FOR_ALL = List.of("08", "53", "57", "58", "XX");

    private record Waiting<T, R>(T item, Promise<R> promise) {}

    private final int groupMax;
    private final int underWayMax;
    private final int waitingMax;
    private final Function<List<T>, Future<List<R>>> commit;
    private final ArrayDeque<Waiting<T, R>> waiting = new ArrayDeque<>();
    private int underWay;
    private IntConsumer observer = size -> {};

    /** @param commit commits all in one transaction, and gives the results in the same order */
    GroupCommit(int groupMax, int underWayMax, int waitingMax, Function<List<T>, Future<List<R>>> commit) {
        this.groupMax = groupMax;
        this.underWayMax = underWayMax;
        this.waitingMax = waitingMax;
        this.commit = commit;
    }

    /** Fails with {@link RefusedException} of kind BUSY where too many wait already. */
    Future<R> submit(T item) {
        if (waiting.size() >= waitingMax) {
            return Future.failedFuture(new RefusedException(
                    RefusedException.Kind.BUSY,
                    waitingMax + " requests wait for the database already; send it again in a second"));
        }
        Waiting<T, R> entry = new Waiting<>(item, Promise.promise());
        waiting.add(entry);
        commitNext();
        return entry.promise.future();
    }

    /** @param observer told the size of each group that goes to the database */
    void observeGroups(IntConsumer observer) {
        this.observer = observer;
    }

    int waiting() {
        return waiting.size();
    }

    private void commitNext() {
        while (underWay < underWayMax && !waiting.isEmpty()) {
            List<Waiting<T, R>> group = new ArrayList<>(Math.min(waiting.size(), groupMax));
            while (!waiting.isEmpty() && group.size() < groupMax) {
                group.add(waiting.poll());
            }
            underWay++;
            observer.accept(group.size());
            commitGroup(group).onComplete(done -> {
                underWay--;
                commitNext();
            });
        }
    }

    private Future<Void> commitGroup(List<Waiting<T, R>> group) {
        return commit.apply(group.stream().map(Waiting::item).toList())
                .<Void>map(results -> {
                    for (int i = 0; i < group.size(); i++) {
                        group.get(i).promise.complete(results.get(i));
                    }
                    return null;
                })
                .recover(failure -> {
                    if (group.size() > 1 && failure instanceof PgException refused && isForOneOfThem(refused)) {
                        return commitEachAlone(group);
                    }
                    group.forEach(entry -> entry.promise.fail(failure));
                    return Future.succeededFuture();
                });
    }

    /** Not where the database stops, or has no room, memory or connection left (SQLSTATE 08, 53, 57, 58, XX): that is for all. */
    private static boolean isForOneOfThem(PgException refused) {
        String state = refused.getSqlState();
        return state == null || FOR_ALL.stream().noneMatch(state::startsWith);
    }

    /** The database refused the group, which undid it whole: the one at fault must not take the others down with it. */
    private Future<Void> commitEachAlone(List<Waiting<T, R>> group) {
        Future<Void> all = Future.succeededFuture();
        for (Waiting<T, R> entry : group) {
            all = all.compose(done -> commitGroup(List.of(entry)));
        }
        return all;
    }
}
