package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.flow.Findings.Kept;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.supervision.FindingKind;
import io.hexdispatch.supervision.FindingRules;
import io.hexdispatch.supervision.Irregularity;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Somebody puts an irregularity into the books by hand, whether a rule would find it or not. */
public final class TransferFinding {
    private final Events events;
    private final Findings findings;
    private final Audit audit;
    private final Clock clock;

    public TransferFinding(Events events, Findings findings, Audit audit, Clock clock) {
        this.events = events;
        this.findings = findings;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param units who must answer, by their codes; where there is none those who have the event, or had it */
    public record Wish(EventNumber event, FindingKind kind, String reason, List<String> units) {}

    /** Transfers by hand (人工移送); the same in the same words by the same actor is there once. */
    public Future<Kept> byHand(Actor by, Wish wish) {
        Instant now = clock.instant();
        return audit.noting(
                by,
                "transfer",
                wish.event().toString(),
                now,
                events.find(wish.event())
                        .map(found -> irregularity(by, wish, found, now))
                        .compose(irregularity -> findings.keep(List.of(irregularity)))
                        .map(kept -> kept.get(0)));
    }

    private static Irregularity irregularity(Actor by, Wish wish, Optional<CaseFile> found, Instant now) {
        CaseFile caseFile = found.orElseThrow(
                () -> new RefusedException(Kind.INVALID, "/event: there is no event " + wish.event()));
        boolean may = by.role() == Role.SUPERVISOR || caseFile.mayDirect(by);
        if (!may) {
            throw new RefusedException(
                    Kind.FORBIDDEN,
                    by + " may not transfer event " + wish.event()
                            + " to supervision; it is for the centres of its grids, supervisor and admin");
        }
        try {
            return FindingRules.byHand(caseFile, wish.kind(), by, wish.reason(), wish.units(), now);
        } catch (IllegalArgumentException noOrder) {
            throw new RefusedException(
                    Kind.INVALID,
                    "/units: unit \"" + noOrder.getMessage() + "\" never had an order of event " + wish.event());
        }
    }
}
