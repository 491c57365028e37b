package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.duplicate.Proposal;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.flow.RefusedException.Kind;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Somebody looks at the duplicates that were found, and says which are and which are not. */
public final class DecideDuplicates {
    private final Duplicates duplicates;
    private final Events events;
    private final MergeEvents mergeEvents;
    private final Audit audit;
    private final Clock clock;

    public DecideDuplicates(Duplicates duplicates, Events events, MergeEvents mergeEvents, Audit audit, Clock clock) {
        this.duplicates = duplicates;
        this.events = events;
        this.mergeEvents = mergeEvents;
        this.audit = audit;
        this.clock = clock;
    }

    /** A centre sees those of which one event lies in its area. */
    public Future<List<Proposal>> list(Actor reader, Proposal.State state, Optional<Long> before, int limit) {
        return duplicates.list(new Duplicates.Query(
                reader.role() == Role.CENTRE ? Optional.of(reader.id()) : Optional.empty(), state, before, limit));
    }

    /** Merges the two, and gives the proposal as it stands then. */
    public Future<Proposal> merge(Actor actor, long id, Optional<String> reason) {
        return find(id).compose(proposal -> {
            if (proposal.state() == Proposal.State.DISMISSED) {
                return Future.failedFuture(dismissed(proposal));
            }
            return mergeEvents
                    .merge(
                            actor,
                            proposal.duplicate().event(),
                            proposal.duplicate().principal(),
                            // The same words each time, so that the same request again changes nothing.
                            reason.or(() -> Optional.of("duplicate " + id + ": "
                                    + proposal.duplicate().likeness())))
                    .compose(merged -> find(id));
        });
    }

    /** They are two events. The same words by the same actor again change nothing. */
    public Future<Proposal> dismiss(Actor actor, long id, String reason) {
        Future<Proposal> dismissed = find(id).compose(proposal -> permit(actor, proposal)
                .compose(permitted -> duplicates.dismiss(id, actor, reason, clock.instant()))
                .compose(done -> done.map(Future::succeededFuture).orElseGet(() -> find(id).map(now -> {
                    if (now.isDismissedBy(actor, reason)) {
                        return now;
                    }
                    throw now.state() == Proposal.State.DISMISSED
                            ? dismissed(now)
                            : new RefusedException(
                                    Kind.CONFLICT,
                                    "duplicate " + id + " is MERGED; separate event "
                                            + now.duplicate().event() + " to undo it");
                }))));
        return audit.noting(actor, "dismiss-duplicate", Long.toString(id), clock.instant(), dismissed);
    }

    private Future<Void> permit(Actor actor, Proposal proposal) {
        return directs(actor, proposal.duplicate().event())
                .compose(one -> directs(actor, proposal.duplicate().principal()).map(other -> one && other))
                .map(may -> {
                    if (!may) {
                        throw new RefusedException(
                                Kind.FORBIDDEN,
                                actor + " may not decide about duplicate " + proposal.id()
                                        + "; it is for a centre in whose area both events lie");
                    }
                    return null;
                });
    }

    private Future<Boolean> directs(Actor actor, EventNumber number) {
        return events.find(number).map(found -> found.filter(caseFile -> caseFile.mayDirect(actor))
                .isPresent());
    }

    private static RefusedException dismissed(Proposal proposal) {
        return new RefusedException(
                Kind.CONFLICT,
                "duplicate " + proposal.id() + " was dismissed"
                        + proposal.settled()
                                .map(settled -> " by " + settled.by()
                                        + settled.reason()
                                                .map(why -> ": " + why)
                                                .orElse(""))
                                .orElse(""));
    }

    private Future<Proposal> find(long id) {
        return duplicates
                .find(id)
                .map(found ->
                        found.orElseThrow(() -> new RefusedException(Kind.NOT_FOUND, "there is no duplicate " + id)));
    }
}
