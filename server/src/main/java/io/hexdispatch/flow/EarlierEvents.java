package io.hexdispatch.flow;

import io.hexdispatch.order.CaseFile;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/** What was filed of the same category about the same place. */
public interface EarlierEvents {
    /** At most so many of the latest are given for one event. */
    int EACH_MAX = 20;

    /** An event of a lot, and what was there before it; at least one. */
    record Before(CaseFile filed, List<CaseFile> earlier) {}

    /**
     * For each event of the lot those of its category that lie no farther away than {@code metres}, or not much, were filed at most
     * {@code within} before it, were resolved when it was filed, and are so now.
     */
    Future<List<Before>> resolved(List<CaseFile> lot, double metres, Duration within);
}
