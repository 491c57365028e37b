package io.hexdispatch.hotspot;

import io.hexdispatch.access.Actor;
import io.hexdispatch.category.CategoryKey;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import io.hexdispatch.order.IllegalTransitionException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A problem that comes again and again, taken up as one matter (专题).
 *
 * @param acceptedAt when it was accepted first
 * @param endedAt when it was closed or dismissed; empty while it is open
 */
public record Topic(long id, Made made, TopicStatus status, Optional<Instant> acceptedAt, Optional<Instant> endedAt) {

    /** From what a topic was made. */
    public enum Origin {
        HOT_SPOT,
        REPEATED_PLACE,
        HAND
    }

    /**
     * What a topic is from its making on.
     *
     * @param begins events filed from then on belong to it
     * @param grid the area in which it is: events elsewhere do not belong to it
     * @param grids {@code grid} and all grids above it, whose centres see it
     */
    public record Made(
            String title,
            Origin origin,
            CategoryKey category,
            TopicArea area,
            Instant begins,
            GridCode grid,
            GridLevel level,
            List<GridCode> grids,
            Actor by,
            Instant at) {}

    /**
     * A line of its history.
     *
     * @param action of {@link TopicAction}, or {@code make}
     * @param event the one that was put in or taken out
     */
    public record Entry(
            Instant at,
            Actor by,
            String action,
            Optional<TopicStatus> from,
            TopicStatus to,
            Optional<EventNumber> event,
            Optional<String> note) {

        /** Whether he says once more what he said: the same as this, at whatever time. */
        boolean isSaidAgain(Actor actor, TopicAction next, Optional<EventNumber> about, Optional<String> said) {
            return by.equals(actor) && action.equals(next.text()) && event.equals(about) && note.equals(said);
        }
    }

    /** A topic after an action, and its line; no line where it was done before and nothing changes. */
    public record Change(Topic after, Optional<Entry> entry) {}

    public boolean isOpen() {
        return endedAt.isEmpty();
    }

    /**
     * Draws the change that an action makes.
     *
     * @param last the last line of the history: the same action by the same actor again changes nothing
     * @throws IllegalTransitionException if the state does not allow it
     */
    public Change act(
            Actor actor,
            Instant now,
            Entry last,
            TopicAction action,
            Optional<EventNumber> event,
            Optional<String> note)
            throws IllegalTransitionException {
        if (last.isSaidAgain(actor, action, event, note)) {
            return new Change(this, Optional.empty());
        }
        if (!action.isLegalFrom(status)) {
            throw new IllegalTransitionException(
                    "topic " + id + " is " + status + ": " + action.text() + " is not possible",
                    status.name(),
                    TopicAction.legalFrom(status));
        }
        TopicStatus next = action.target().orElse(status);
        // The clock may have been put back; what begins cannot end before.
        Instant at = now.isBefore(last.at()) ? last.at() : now;
        Topic after = new Topic(
                id,
                made,
                next,
                acceptedAt.or(() -> next == TopicStatus.ACCEPTED ? Optional.of(at) : Optional.empty()),
                next == TopicStatus.PROPOSED || next == TopicStatus.ACCEPTED ? Optional.empty() : Optional.of(at));
        return new Change(
                after, Optional.of(new Entry(at, actor, action.text(), Optional.of(status), next, event, note)));
    }
}
