package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Grant;
import io.hexdispatch.access.Role;
import io.hexdispatch.flow.TokenRegister.Issue;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Gives out tokens. What is given out is written down before, the token itself never. */
public final class IssueTokens {
    private final BiFunction<Actor, Duration, Grant> grants;
    private final Function<Grant, String> signer;
    private final TokenRegister register;
    private final Clock clock;

    /** @param grants what a new token for an actor says. @param signer makes the token of it */
    public IssueTokens(
            BiFunction<Actor, Duration, Grant> grants,
            Function<Grant, String> signer,
            TokenRegister register,
            Clock clock) {
        this.grants = grants;
        this.signer = signer;
        this.register = register;
        this.clock = clock;
    }

    /** A token, and what it says. */
    public record Issued(String token, Issue issue) {}

    /** @param validFor at least a second, at most {@link Grant#VALID_MAX} */
    public Future<Issued> issue(
            Role role, Optional<String> holder, Duration validFor, Optional<String> note, Actor by) {
        if (role.isForSomebody() && holder.isEmpty()) {
            return invalid("/for: is missing; whom of role " + role.text() + " is the token for?");
        }
        Actor actor = new Actor(role, holder.orElseGet(role::text));
        if (actor.equals(Actor.SYSTEM)) {
            return invalid(
                    "/for: \"" + actor.id() + "\" is how the history names the server itself; choose another name");
        }
        Issue issue = new Issue(grants.apply(actor, validFor), note, by);
        return register.issued(issue, clock.instant()).map(written -> new Issued(signer.apply(issue.grant()), issue));
    }

    private static <T> Future<T> invalid(String message) {
        return Future.failedFuture(new RefusedException(RefusedException.Kind.INVALID, message));
    }
}
