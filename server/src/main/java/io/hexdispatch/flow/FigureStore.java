package io.hexdispatch.flow;

import io.hexdispatch.figures.FigureQuery;
import io.hexdispatch.figures.Figures;
import io.vertx.core.Future;
import java.time.Instant;

/** Counts events. */
public interface FigureStore {
    /** Of all that is committed now, late changes included; fails with {@link RefusedException} where it is too much at once. */
    Future<Figures> count(FigureQuery query, Instant now);

    /** Whether a source ever reported anything that was filed. */
    Future<Boolean> hasReported(String source);

    /** Counts beforehand, so that later questions are answered soon. Gives whether more is to be done at once. */
    Future<Boolean> prepare();

    /** Has the days of the year until now at hand, so that the first question is answered as soon as any; not where memory is short. */
    Future<Void> readAhead(Instant now);
}
