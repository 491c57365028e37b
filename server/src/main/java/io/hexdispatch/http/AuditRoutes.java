package io.hexdispatch.http;

import static io.vertx.core.http.HttpMethod.GET;

import io.hexdispatch.access.Role;
import io.hexdispatch.audit.AuditOutcome;
import io.hexdispatch.flow.Audit;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.wire.AuditJson;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.stream.Collectors;

/** Who did what, and who tried what he may not, for those who watch over it. */
public final class AuditRoutes {
    private static final int PAGE_DEFAULT = 50;
    private static final int PAGE_MAX = 500;

    private final Audit audit;

    public AuditRoutes(Audit audit) {
        this.audit = audit;
    }

    public void mount(HttpApi api) {
        api.allow(GET, "/api/v1/audit", EnumSet.of(Role.SUPERVISOR, Role.ADMIN), this::list);
    }

    private void list(RoutingContext context) {
        Audit.Query query;
        try {
            query = query(context);
        } catch (RefusedException refused) {
            Answers.failure(context, refused);
            return;
        }
        audit.list(query)
                .onSuccess(found -> {
                    JsonObject page = AuditJson.of(found);
                    if (found.size() == query.limit()) {
                        page.put(
                                "next",
                                Parameters.nextPage(
                                        context,
                                        "before",
                                        Long.toString(
                                                found.get(found.size() - 1).id())));
                    }
                    Answers.json(context, 200, page);
                })
                .onFailure(failure -> Answers.failure(context, failure));
    }

    private static Audit.Query query(RoutingContext context) {
        Parameters.only(context, "limit", "before", "outcome", "actor");
        return new Audit.Query(
                Parameters.wholeNumber(context, "before", 1, Integer.MAX_VALUE).map(Integer::longValue),
                Parameters.text(context, "outcome").map(AuditRoutes::outcome),
                Parameters.text(context, "actor"),
                Parameters.wholeNumber(context, "limit", 1, PAGE_MAX).orElse(PAGE_DEFAULT));
    }

    private static AuditOutcome outcome(String text) {
        return AuditOutcome.ofText(text)
                .orElseThrow(() -> Parameters.invalid(
                        "outcome",
                        "\"" + text + "\" is none of "
                                + Arrays.stream(AuditOutcome.values())
                                        .map(AuditOutcome::text)
                                        .collect(Collectors.joining(", "))));
    }
}
