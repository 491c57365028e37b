package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.EventAction;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Optional;

/** A centre verifies that what was done is done, and closes the event. */
public final class ReviewEvent {
    private final Events events;
    private final Announcements announcements;
    private final Clock clock;

    public ReviewEvent(Events events, Announcements announcements, Clock clock) {
        this.events = events;
        this.announcements = announcements;
        this.clock = clock;
    }

    public Future<CaseFile.Change> review(
            Actor actor, EventNumber number, EventAction action, Optional<String> reason) {
        return events.change(number, caseFile -> {
                    if (!caseFile.isVisibleTo(actor)) {
                        throw new RefusedException(Kind.NOT_FOUND, "there is no event " + number + " that you may see");
                    }
                    if (!caseFile.mayDirect(actor)) {
                        throw new RefusedException(
                                Kind.FORBIDDEN,
                                actor + " may not " + action.text() + " event " + number + ": its centres may");
                    }
                    return caseFile.review(action, actor, reason, clock.instant());
                })
                .onSuccess(announcements::changed);
    }
}
