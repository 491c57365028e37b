package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.rollcall.RollCall;
import io.hexdispatch.rollcall.Tally;
import java.util.List;

/** Tells whoever is connected what was committed of roll calls. Who is not connected gets what waits for him when he comes. */
public interface RollCallNews {
    void called(RollCall call, List<Actor> recipients);

    void reminded(RollCall call, List<Actor> silent);

    /** That it is over: to the caller and whoever observes the city. */
    void over(RollCall call);

    /** The same to those who were called, a page of them at a time. */
    void ended(RollCall call, List<Actor> recipients);

    /** To the caller, the centres above those who are called, and whoever observes the city. */
    void counted(RollCall call, Tally tally);
}
