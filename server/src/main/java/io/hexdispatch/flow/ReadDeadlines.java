package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.flow.Deadlines.Query;
import io.hexdispatch.flow.Deadlines.Standing;
import io.vertx.core.Future;
import java.util.List;

/** Somebody looks up deadlines; he sees those of the events that concern him. */
public final class ReadDeadlines {
    private final Events events;
    private final Deadlines deadlines;

    public ReadDeadlines(Events events, Deadlines deadlines) {
        this.events = events;
        this.deadlines = deadlines;
    }

    /** All deadlines of an event; fails with {@link RefusedException} where he may not see it. */
    public Future<List<Standing>> of(Actor reader, EventNumber number) {
        return events.find(number).compose(found -> found.filter(caseFile -> caseFile.isVisibleTo(reader))
                .map(caseFile -> deadlines.of(number))
                .orElseGet(() -> Future.failedFuture(new RefusedException(
                        RefusedException.Kind.NOT_FOUND, "there is no event " + number + " that you may see"))));
    }

    public Future<List<Standing>> list(Query query) {
        return deadlines.list(query);
    }
}
