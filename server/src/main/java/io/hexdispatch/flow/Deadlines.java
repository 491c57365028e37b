package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.deadline.Deadline;
import io.hexdispatch.deadline.RunningDeadlines.Alarm;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.order.CaseFile;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The durable memory of all deadlines. Those that a change of a case file begins, ends, stops and lets run again are written with it, by
 * {@link Events}; here are the others. A successful future means committed, and that the timer knows.
 */
public interface Deadlines {
    /**
     * A deadline as it stands.
     *
     * @param endedAt when what was asked for was done, or nobody asked any more; empty while it is open
     * @param met whether it was done; empty while it is open
     */
    record Standing(EventNumber event, Deadline deadline, Optional<Instant> endedAt, Optional<Boolean> met) {}

    /** A deadline that fired, committed and not to be fired again, with the event as it stands. */
    record Signalled(CaseFile caseFile, Deadline.Fired fired, Instant at) {}

    /**
     * Which open deadlines a list shows, the earliest first.
     *
     * @param reader only what he may see is listed
     * @param dueBefore only those that were due before this; empty for all
     * @param dueFrom only those that are due then or later: where the next page begins
     */
    record Query(Actor reader, Optional<Instant> dueBefore, Optional<Instant> dueFrom, int limit) {}

    /** Reads all that run into the timer. Gives how many. */
    Future<Integer> load();

    /**
     * Claims those of the alarms that are due and still stand, writes the history, and gives what may now be told. Whatever else became
     * of an alarm, the timer has the truth afterwards.
     */
    Future<List<Signalled>> fire(List<Alarm> alarms, Instant now);

    /** All deadlines of an event, those that ended included. */
    Future<List<Standing>> of(EventNumber number);

    Future<List<Standing>> list(Query query);
}
