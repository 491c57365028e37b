package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.supervision.Conclusion;
import io.hexdispatch.supervision.Finding;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;

/** Those who are accountable answer a finding, and the supervisor sends it back or comes to a conclusion. */
public final class AnswerFinding {
    private final Findings findings;
    private final Audit audit;
    private final Clock clock;

    public AnswerFinding(Findings findings, Audit audit, Clock clock) {
        this.findings = findings;
        this.audit = audit;
        this.clock = clock;
    }

    public Future<Finding> answer(Actor actor, long id, String text) {
        Instant now = clock.instant();
        return change(actor, id, Finding.ANSWER, now, finding -> {
            if (!finding.isAccountable(actor)) {
                throw forbidden(actor, Finding.ANSWER, id, "those that are accountable for it");
            }
            return finding.answer(actor, text, now);
        });
    }

    public Future<Finding> sendBack(Actor actor, long id, String text) {
        Instant now = clock.instant();
        return change(actor, id, Finding.RETURN, now, finding -> {
            permitSupervisor(actor, Finding.RETURN, id);
            return finding.sendBack(actor, text, now);
        });
    }

    public Future<Finding> close(Actor actor, long id, Conclusion conclusion, String text) {
        Instant now = clock.instant();
        return change(actor, id, Finding.CLOSE, now, finding -> {
            permitSupervisor(actor, Finding.CLOSE, id);
            return finding.close(actor, conclusion, text, now);
        });
    }

    private Future<Finding> change(Actor actor, long id, String action, Instant now, Findings.Decision decision) {
        return audit.noting(actor, action, "finding " + id, now, findings.change(id, decision));
    }

    /** Who administers the server is watched like the others, so he judges nobody. */
    private static void permitSupervisor(Actor actor, String action, long id) {
        if (actor.role() != Role.SUPERVISOR) {
            throw forbidden(actor, action, id, "the supervisor");
        }
    }

    private static RefusedException forbidden(Actor actor, String action, long id, String who) {
        return new RefusedException(
                Kind.FORBIDDEN, actor + " may not " + action + " finding " + id + "; it is for " + who);
    }
}
