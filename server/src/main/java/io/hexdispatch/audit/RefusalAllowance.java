package io.hexdispatch.audit;

import io.hexdispatch.access.Actor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Nobody fills the disk by trying: of what is refused to one caller in a minute only the first are written in full, and the others
 * as their number. For one thread.
 */
public final class RefusalAllowance {
    public static final int IN_FULL_MAX = 300;
    /** Of more callers in one minute, what is refused counts as that of one. */
    static final int CALLERS_MAX = 10_000;

    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final Actor OTHERS = new Actor(Actor.SYSTEM.role(), "others");

    private final Map<Actor, Integer> refused = new HashMap<>();
    private Instant begun = Instant.MIN;

    /** Whether a refusal is to be written in full; {@link #passed} comes first. */
    public boolean takes(AuditRecord refusal) {
        Actor caller = refused.size() < CALLERS_MAX || refused.containsKey(refusal.actor()) ? refusal.actor() : OTHERS;
        return refused.merge(caller, 1, Integer::sum) <= IN_FULL_MAX;
    }

    /** What is to be written of a minute that has passed; a clock that was set back begins a new one. */
    public List<AuditRecord> passed(Instant now) {
        if (begun != Instant.MIN && !now.isBefore(begun) && now.isBefore(begun.plus(PERIOD))) {
            return List.of();
        }
        List<AuditRecord> sums = new ArrayList<>();
        refused.forEach((caller, times) -> {
            if (times > IN_FULL_MAX) {
                sums.add(AuditRecord.refused(
                        now,
                        caller,
                        "more of the same",
                        "since " + begun,
                        (times - IN_FULL_MAX) + " more refusals are not written one by one"));
            }
        });
        refused.clear();
        begun = now;
        return sums;
    }
}
