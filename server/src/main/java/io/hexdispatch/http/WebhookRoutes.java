package io.hexdispatch.http;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.PUT;

import io.hexdispatch.access.Role;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.flow.Webhooks;
import io.hexdispatch.flow.Webhooks.Delivery;
import io.hexdispatch.flow.Webhooks.Standing;
import io.hexdispatch.wire.Fields;
import io.hexdispatch.wire.Problem;
import io.hexdispatch.wire.WebhookJson;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The registry of webhooks over HTTP, and what became of their messages. */
public final class WebhookRoutes {
    private static final int PAGE_DEFAULT = 50;
    private static final int PAGE_MAX = 200;
    private static final Set<Role> READERS = EnumSet.of(Role.ADMIN, Role.SUPERVISOR);
    private static final Set<Role> EDITORS = EnumSet.of(Role.ADMIN);

    private final Webhooks webhooks;
    private final Clock clock;

    public WebhookRoutes(Webhooks webhooks, Clock clock) {
        this.webhooks = webhooks;
        this.clock = clock;
    }

    public void mount(HttpApi api) {
        api.allow(GET, "/api/v1/webhooks", READERS, this::list);
        api.allow(GET, "/api/v1/webhooks/:name", READERS, this::one);
        api.allow(PUT, "/api/v1/webhooks/:name", EDITORS, this::put);
        api.allow(DELETE, "/api/v1/webhooks/:name", EDITORS, this::remove);
        api.allow(GET, "/api/v1/webhooks/:name/deliveries", READERS, this::deliveries);
    }

    private void list(RoutingContext context) {
        webhooks.all()
                .onSuccess(all -> {
                    JsonArray list = new JsonArray();
                    all.forEach(standing -> list.add(WebhookJson.of(standing)));
                    Answers.json(context, 200, new JsonObject().put("webhooks", list));
                })
                .onFailure(failure -> Answers.failure(context, failure));
    }

    private void one(RoutingContext context) {
        standing(context)
                .onSuccess(standing -> Answers.json(context, 200, WebhookJson.of(standing)))
                .onFailure(failure -> Answers.failure(context, failure));
    }

    private Future<Standing> standing(RoutingContext context) {
        String name = context.pathParam("name");
        return name.indexOf('\0') >= 0
                ? Future.failedFuture(unknown("of that name"))
                : webhooks.find(name).map(found -> found.orElseThrow(() -> unknown("\"" + name + "\"")));
    }

    private void put(RoutingContext context) {
        Optional<JsonObject> body = Answers.object(context);
        if (body.isEmpty()) {
            return;
        }
        Fields fields = Fields.of(body.get());
        Optional<WebhookJson.Definition> definition = WebhookJson.read(context.pathParam("name"), fields);
        if (definition.isEmpty()) {
            Answers.problem(context, Problem.ofFaults(fields.faults()));
            return;
        }
        webhooks.put(definition.get().webhook(), definition.get().secret(), Answers.actor(context), clock.instant())
                .compose(isNew -> standing(context).map(standing -> {
                    Answers.json(context, isNew ? 201 : 200, WebhookJson.of(standing));
                    return standing;
                }))
                .onFailure(failure -> Answers.failure(context, failure));
    }

    private void remove(RoutingContext context) {
        standing(context)
                .compose(standing -> webhooks.remove(standing.webhook().name()))
                .onSuccess(done -> context.response().setStatusCode(204).end())
                .onFailure(failure -> Answers.failure(context, failure));
    }

    private void deliveries(RoutingContext context) {
        try {
            Parameters.only(context, "state", "before", "limit");
            int limit = Parameters.wholeNumber(context, "limit", 1, PAGE_MAX).orElse(PAGE_DEFAULT);
            Optional<Boolean> owed = Parameters.text(context, "state").map(text -> switch (text) {
                case "owed" -> true;
                case "delivered" -> false;
                default -> throw Parameters.invalid("state", "\"" + text + "\" is neither owed nor delivered");
            });
            Optional<Long> before = Parameters.wholeNumber(context, "before", 1, Integer.MAX_VALUE)
                    .map(Integer::longValue);
            standing(context)
                    .compose(standing -> webhooks.deliveries(standing.webhook().name(), owed, before, limit))
                    .onSuccess(found -> Answers.json(context, 200, page(context, found, limit)))
                    .onFailure(failure -> Answers.failure(context, failure));
        } catch (RefusedException refused) {
            Answers.failure(context, refused);
        }
    }

    private static JsonObject page(RoutingContext context, List<Delivery> found, int limit) {
        JsonArray deliveries = new JsonArray();
        found.forEach(delivery -> deliveries.add(WebhookJson.of(delivery)));
        JsonObject page = new JsonObject().put("deliveries", deliveries);
        if (found.size() == limit) {
            page.put(
                    "next",
                    Parameters.nextPage(
                            context,
                            "before",
                            Long.toString(found.get(limit - 1).seq())));
        }
        return page;
    }

    private static RefusedException unknown(String name) {
        return new RefusedException(Kind.NOT_FOUND, "there is no webhook " + name);
    }
}
