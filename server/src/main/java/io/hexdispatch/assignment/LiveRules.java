package io.hexdispatch.assignment;

import io.hexdispatch.category.Category;
import io.hexdispatch.deadline.DeadlineTerms;
import io.hexdispatch.deadline.WorkingCalendar;
import io.hexdispatch.duplicate.DuplicateTerms;
import io.hexdispatch.event.Jurisdiction;
import io.hexdispatch.jointhandling.Policy;
import java.time.Instant;
import java.util.Optional;

/** The rules that are live now. Any thread may read them; others take effect by one reference write. */
public final class LiveRules {
    private volatile AssignmentRules live;

    public LiveRules(AssignmentRules first) {
        live = first;
    }

    public AssignmentRules current() {
        return live;
    }

    public void activate(AssignmentRules next) {
        live = next;
    }

    /** The deadlines that the live rules set for an event that came in then. */
    public DeadlineTerms deadlines(Category category, Jurisdiction jurisdiction, Instant receivedAt) {
        try {
            return live.rule(category, Situation.of(jurisdiction, receivedAt)).deadlines();
        } catch (IllegalArgumentException categoryNoMore) {
            return DeadlineTerms.NONE;
        }
    }

    /** What the rule for this event says of joint handling; empty where it says nothing, or there is none. */
    public Optional<Policy> jointHandling(Category category, Jurisdiction jurisdiction, Instant receivedAt) {
        try {
            return live.rule(category, Situation.of(jurisdiction, receivedAt)).jointHandling();
        } catch (IllegalArgumentException categoryNoMore) {
            return Optional.empty();
        }
    }

    /** Which reports the live rules take for the same as one that came in then. */
    public DuplicateTerms duplicates(Category category, Jurisdiction jurisdiction, Instant receivedAt) {
        try {
            return live.rule(category, Situation.of(jurisdiction, receivedAt)).duplicates();
        } catch (IllegalArgumentException categoryNoMore) {
            return DuplicateTerms.DEFAULT;
        }
    }

    /** The calendar of this code; where the live rules have it no more, that of those who work round the clock. */
    public WorkingCalendar calendar(String code) {
        return live.calendar(code).orElse(WorkingCalendar.ROUND_THE_CLOCK);
    }
}
