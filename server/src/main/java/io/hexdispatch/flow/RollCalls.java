package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.rollcall.Answer;
import io.hexdispatch.rollcall.Attendance;
import io.hexdispatch.rollcall.Called;
import io.hexdispatch.rollcall.Muster;
import io.hexdispatch.rollcall.RollCall;
import io.hexdispatch.rollcall.RollCallId;
import io.hexdispatch.rollcall.RollCallWish;
import io.hexdispatch.rollcall.Tally;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The durable memory of roll calls and of who answered. Every successful future means committed. */
public interface RollCalls {
    /** @param isNew false where the caller had sent the same wish before */
    record Kept(RollCall call, boolean isNew) {}

    /** What is known of somebody's attendance after he acknowledged or answered. */
    record Recorded(RollCall.Kind kind, RollCall.State state, Attendance attendance) {}

    /** Somebody who has not answered, or not even got, a call that runs. */
    record Owed(RollCallId id, int ordinal, Actor recipient) {}

    /** One who was called. @param ordinal his number in the call, from 1 */
    record Line(int ordinal, Called called, Attendance attendance) {}

    /** Which of those who were called a list shows. */
    enum Part {
        ALL,
        SILENT,
        ANSWERED,
        LATE,
        DELIVERED,
        UNDELIVERED
    }

    /**
     * Which calls a list shows, the latest first.
     *
     * @param reader only those that he may see
     * @param before only earlier ones: where the next page begins
     */
    record Query(
            Actor reader,
            Optional<RollCall.State> state,
            Optional<RollCall.Kind> kind,
            Optional<RollCall.Purpose> purpose,
            Optional<RollCallId> before,
            int limit) {}

    /**
     * Keeps a call and who is called, together or not at all.
     *
     * <p>Fails with {@link RefusedException} of kind TOO_MANY where too many calls run.
     */
    Future<Kept> call(RollCallWish wish, Actor caller, Muster.Selected selected, String mapVersion, Instant at);

    /** The call that the caller sent with this key. */
    Future<Optional<RollCall>> find(Actor caller, String key);

    /** A call that the reader may see. */
    Future<Optional<RollCall>> find(RollCallId id, Actor reader);

    Future<List<RollCall>> list(Query query);

    /** Keeps a receipt and, where one is given, an answer; empty where he was not called. */
    Future<Optional<Recorded>> record(RollCallId id, Actor recipient, Instant at, Optional<Answer> answer);

    Future<Optional<Attendance>> attendance(RollCallId id, Actor recipient);

    /** The running calls that wait for somebody, the oldest first. */
    Future<List<RollCall>> owed(Actor recipient);

    /** Who has not got what was called before a time, in the order of calls and ordinals. */
    Future<List<Owed>> undelivered(Instant calledBefore, Optional<Owed> after, int limit);

    /** Counted now. @param area only those in this grid, or its own centre; empty for all */
    Future<Tally> tally(RollCallId id, Optional<GridCode> area);

    /** @param area as for {@link #tally} @param grid only those who count in this county or township */
    Future<List<Line>> lines(
            RollCallId id, Optional<GridCode> area, Part part, Optional<GridCode> grid, int after, int limit);

    /** Ends a running call; empty where it does not run any more. */
    Future<Optional<RollCall>> end(RollCallId id, RollCall.Ending ending);

    /** Ends calls whose time is up, each once, whoever asks. */
    Future<List<RollCall>> endDue(Instant now, int limit);

    /**
     * Counts a reminder to all who are silent, and gives who they are; empty where the call does not run, or where it is not to be
     * reminded now.
     *
     * @param pause how long ago the last reminder must be; empty for the reminder that the call itself asked for, which is given once
     *     when it is due, whoever asks
     */
    Future<Optional<List<Actor>>> remind(RollCallId id, Instant now, Optional<Duration> pause);

    /** Calls that ask for their silent to be reminded now. */
    Future<List<RollCallId>> remindersDue(Instant now, int limit);

    /** Whether so many receipts and answers wait to be written that nothing should be sent again for want of them. */
    boolean isBehind();

    /** The calls that run. */
    Future<List<RollCall>> running();
}
