package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Revocation;
import io.hexdispatch.access.Revocations;
import io.hexdispatch.flow.TokenRegister.Entry;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Makes tokens void before their time: committed first, then refused everywhere, and who is connected by one is let go. */
public final class RevokeTokens {
    private static final int PAGE = 1_000;

    private final TokenRegister register;
    private final Revocations revocations;
    private final Sessions sessions;
    private final Clock clock;
    private long knownTo;

    public RevokeTokens(TokenRegister register, Revocations revocations, Sessions sessions, Clock clock) {
        this.register = register;
        this.revocations = revocations;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** Fails with {@link RefusedException} for a moment that is yet to come: it would cover tokens that nobody has issued. */
    public Future<Entry> revoke(Revocation.Subject subject, String reason, Actor by) {
        Instant now = clock.instant();
        if (subject instanceof Revocation.AllOf all && all.issuedBefore().isAfter(now)) {
            return Future.failedFuture(new RefusedException(
                    RefusedException.Kind.INVALID,
                    "/issuedBefore: " + all.issuedBefore() + " lies in the future; it is " + now + " here"));
        }
        return register.revoke(new Revocation(subject, reason, by, now)).map(entry -> {
            revocations.add(entry.revocation().subject());
            sessions.endRevoked(revocations::covers);
            return entry;
        });
    }

    /**
     * Takes over what is revoked and not known here: at the start, and afterwards what was committed though the answer was lost, or by
     * somebody else.
     */
    public Future<Void> refresh() {
        return register.revocationsAfter(knownTo, PAGE).compose(page -> {
            if (page.isEmpty()) {
                return Future.succeededFuture();
            }
            take(page);
            return page.size() < PAGE ? Future.succeededFuture() : refresh();
        });
    }

    private void take(List<Entry> page) {
        page.forEach(entry -> revocations.add(entry.revocation().subject()));
        knownTo = page.get(page.size() - 1).seq();
        sessions.endRevoked(revocations::covers);
    }
}
