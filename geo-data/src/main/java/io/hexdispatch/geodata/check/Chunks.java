package io.hexdispatch.geodata.check;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Work on a long list in pieces: each on all processors, its results handed over in the list's order by the caller's thread, so that
 * progress can be told and results need not all be held.
 */
final class Chunks {
    private static final int ITEMS = 2_048;

    private Chunks() {}

    static <T, R> void run(
            String step, List<T> items, CheckProgress progress, Function<T, R> work, Consumer<R> inOrder) {
        run(step, 0, items, progress, work, inOrder);
    }

    /** @param before how many items of the same step were done before these */
    static <T, R> void run(
            String step, long before, List<T> items, CheckProgress progress, Function<T, R> work, Consumer<R> inOrder) {
        long total = before + items.size();
        progress.step(step, before, total);
        for (int from = 0; from < items.size(); from += ITEMS) {
            int to = Math.min(items.size(), from + ITEMS);
            items.subList(from, to).parallelStream().map(work).toList().forEach(inOrder);
            progress.step(step, before + to, total);
        }
    }
}
