package io.hexdispatch.http;

import static io.vertx.core.http.HttpMethod.GET;

import io.hexdispatch.access.Role;
import io.hexdispatch.flow.Audit;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.wire.AuditJson;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.EnumSet;
import java.util.Optional;

/** Who tried what he may not, for those who watch over it. */
public final class AuditRoutes {
    private static final int PAGE_DEFAULT = 50;
    private static final int PAGE_MAX = 500;

    private final Audit audit;

    public AuditRoutes(Audit audit) {
        this.audit = audit;
    }

    public void mount(HttpApi api) {
        api.allow(GET, "/api/v1/audit", EnumSet.of(Role.SUPERVISOR, Role.ADMIN), this::latest);
    }

    private void latest(RoutingContext context) {
        Optional<Long> before;
        int limit;
        try {
            before = Parameters.wholeNumber(context, "before", 1, Integer.MAX_VALUE)
                    .map(Integer::longValue);
            limit = Parameters.wholeNumber(context, "limit", 1, PAGE_MAX).orElse(PAGE_DEFAULT);
        } catch (RefusedException refused) {
            Answers.failure(context, refused);
            return;
        }
        audit.latest(before, limit)
                .onSuccess(found -> {
                    JsonObject page = AuditJson.of(found);
                    if (found.size() == limit) {
                        page.put(
                                "next",
                                "/api/v1/audit?limit=" + limit + "&before="
                                        + found.get(found.size() - 1).id());
                    }
                    Answers.json(context, 200, page);
                })
                .onFailure(failure -> Answers.failure(context, failure));
    }
}
