package io.hexdispatch.http;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.hexdispatch.access.Role;
import io.hexdispatch.flow.IssueTokens;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.flow.RevokeTokens;
import io.hexdispatch.flow.TokenRegister;
import io.hexdispatch.flow.TokenRegister.Entry;
import io.hexdispatch.flow.TokenRegister.Listed;
import io.hexdispatch.wire.Fields;
import io.hexdispatch.wire.Problem;
import io.hexdispatch.wire.TokenJson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tokens over HTTP: issued, listed and revoked, by administrators alone. */
public final class TokenRoutes {
    private static final int PAGE_DEFAULT = 50;
    private static final int PAGE_MAX = 500;
    private static final Set<Role> ADMINS = EnumSet.of(Role.ADMIN);

    private final IssueTokens issueTokens;
    private final RevokeTokens revokeTokens;
    private final TokenRegister register;
    private final Clock clock;

    public TokenRoutes(IssueTokens issueTokens, RevokeTokens revokeTokens, TokenRegister register, Clock clock) {
        this.issueTokens = issueTokens;
        this.revokeTokens = revokeTokens;
        this.register = register;
        this.clock = clock;
    }

    public void mount(HttpApi api) {
        api.allow(POST, "/api/v1/tokens", ADMINS, this::issue);
        api.allow(GET, "/api/v1/tokens", ADMINS, this::list);
        api.allow(POST, "/api/v1/tokens/revoke", ADMINS, this::revoke);
        api.allow(GET, "/api/v1/tokens/revocations", ADMINS, this::revocations);
    }

    private void issue(RoutingContext context) {
        Optional<JsonObject> body = Answers.object(context);
        if (body.isEmpty()) {
            return;
        }
        Fields fields = Fields.of(body.get());
        Optional<TokenJson.Wish> wish = TokenJson.wish(fields);
        if (wish.isEmpty()) {
            Answers.problem(context, Problem.ofFaults(fields.faults()));
            return;
        }
        issueTokens
                .issue(
                        wish.get().role(),
                        wish.get().holder(),
                        wish.get().validFor(),
                        wish.get().note(),
                        Answers.actor(context))
                .onSuccess(issued ->
                        Answers.json(context, 201, TokenJson.of(issued.issue()).put("token", issued.token())))
                .onFailure(failure -> Answers.failure(context, failure));
    }

    private void revoke(RoutingContext context) {
        Optional<JsonObject> body = Answers.object(context);
        if (body.isEmpty()) {
            return;
        }
        Fields fields = Fields.of(body.get());
        Optional<TokenJson.RevocationWish> wish = TokenJson.revocation(fields, clock.instant());
        if (wish.isEmpty()) {
            Answers.problem(context, Problem.ofFaults(fields.faults()));
            return;
        }
        revokeTokens
                .revoke(wish.get().subject(), wish.get().reason(), Answers.actor(context))
                .onSuccess(entry -> Answers.json(context, 200, TokenJson.of(entry)))
                .onFailure(failure -> Answers.failure(context, failure));
    }

    private void list(RoutingContext context) {
        TokenRegister.Query query;
        try {
            Parameters.only(context, "role", "for", "before", "limit");
            query = new TokenRegister.Query(
                    Parameters.text(context, "role").map(TokenRoutes::role),
                    Parameters.text(context, "for"),
                    before(context),
                    limit(context));
        } catch (RefusedException refused) {
            Answers.failure(context, refused);
            return;
        }
        register.issued(query)
                .onSuccess(found -> Answers.json(context, 200, page(context, found, query.limit())))
                .onFailure(failure -> Answers.failure(context, failure));
    }

    private static String role(String text) {
        return Role.ofText(text)
                .orElseThrow(() -> Parameters.invalid("role", "\"" + text + "\" is none of " + Role.texts()))
                .name();
    }

    private static JsonObject page(RoutingContext context, List<Listed> found, int limit) {
        JsonArray tokens = new JsonArray();
        found.forEach(listed -> tokens.add(TokenJson.of(listed)));
        JsonObject page = new JsonObject().put("tokens", tokens);
        if (found.size() == limit) {
            page.put("next", next(context, found.get(limit - 1).seq()));
        }
        return page;
    }

    private void revocations(RoutingContext context) {
        Optional<Long> before;
        int limit;
        try {
            Parameters.only(context, "before", "limit");
            before = before(context);
            limit = limit(context);
        } catch (RefusedException refused) {
            Answers.failure(context, refused);
            return;
        }
        register.revocations(before, limit)
                .onSuccess(found -> {
                    JsonArray list = new JsonArray();
                    found.forEach(entry -> list.add(TokenJson.of(entry)));
                    JsonObject page = new JsonObject().put("revocations", list);
                    if (found.size() == limit) {
                        Entry last = found.get(limit - 1);
                        page.put("next", next(context, last.seq()));
                    }
                    Answers.json(context, 200, page);
                })
                .onFailure(failure -> Answers.failure(context, failure));
    }

    private static Optional<Long> before(RoutingContext context) {
        return Parameters.wholeNumber(context, "before", 1, Integer.MAX_VALUE).map(Integer::longValue);
    }

    private static int limit(RoutingContext context) {
        return Parameters.wholeNumber(context, "limit", 1, PAGE_MAX).orElse(PAGE_DEFAULT);
    }

    private static String next(RoutingContext context, long seq) {
        return Parameters.nextPage(context, "before", Long.toString(seq));
    }
}
