package io.hexdispatch.http;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.flow.Deliveries;
import io.hexdispatch.flow.Events;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.flow.WorkOrder;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.Order;
import io.hexdispatch.order.OrderAction;
import io.hexdispatch.order.OrderId;
import io.hexdispatch.wire.CaseFileJson;
import io.hexdispatch.wire.Fields;
import io.hexdispatch.wire.OrderWishJson;
import io.hexdispatch.wire.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Orders over HTTP, for those who do not keep a WebSocket open. */
public final class OrderRoutes {
    private static final int OPEN_ORDERS_MAX = 1_000;

    private static final Set<Role> HOLDERS = EnumSet.of(Role.RESPONDER, Role.UNIT);
    private static final Set<Role> WORKERS = EnumSet.of(Role.RESPONDER, Role.UNIT, Role.CENTRE, Role.ADMIN);

    private final Events events;
    private final Deliveries deliveries;
    private final WorkOrder workOrder;
    private final CaseFileJson caseFileJson;
    private final Clock clock;

    public OrderRoutes(
            Events events, Deliveries deliveries, WorkOrder workOrder, CaseFileJson caseFileJson, Clock clock) {
        this.events = events;
        this.deliveries = deliveries;
        this.workOrder = workOrder;
        this.caseFileJson = caseFileJson;
        this.clock = clock;
    }

    public void mount(HttpApi api) {
        api.allow(GET, "/api/v1/orders", HOLDERS, this::open);
        api.allow(POST, "/api/v1/orders/:id/acknowledge", HOLDERS, this::acknowledge);
        for (OrderAction action : OrderAction.values()) {
            api.allow(POST, "/api/v1/orders/:id/" + action.text(), WORKERS, context -> work(context, action));
        }
    }

    private void open(RoutingContext context) {
        Actor holder = Answers.actor(context);
        events.openOrdersOf(holder, OPEN_ORDERS_MAX)
                .onSuccess(found -> {
                    JsonArray orders = new JsonArray();
                    for (CaseFile caseFile : found) {
                        for (Order order : caseFile.orders()) {
                            if (order.status().isOpen() && order.recipients().contains(holder)) {
                                orders.add(caseFileJson
                                        .of(caseFile, order)
                                        .put("event", caseFileJson.event(caseFile.event())));
                            }
                        }
                    }
                    Answers.json(context, 200, new JsonObject().put("orders", orders));
                })
                .onFailure(failure -> Answers.failure(context, failure));
    }

    private void acknowledge(RoutingContext context) {
        id(context).ifPresent(id -> deliveries
                .acknowledge(id, Answers.actor(context), clock.instant())
                .onSuccess(done -> context.response().setStatusCode(204).end())
                .onFailure(failure -> Answers.failure(context, failure)));
    }

    private void work(RoutingContext context, OrderAction action) {
        Optional<OrderId> id = id(context);
        if (id.isEmpty()) {
            return;
        }
        JsonObject body = new JsonObject();
        if (context.body().length() > 0) {
            Optional<JsonObject> given = Answers.object(context);
            if (given.isEmpty()) {
                return;
            }
            body = given.get();
        }
        Fields fields = Fields.of(body);
        WorkOrder.Wish wish = OrderWishJson.read(action, fields);
        if (!fields.faults().isEmpty()) {
            Answers.problem(context, Problem.ofFaults(fields.faults()));
            return;
        }
        workOrder
                .work(Answers.actor(context), id.get(), wish)
                .onSuccess(change -> Answers.json(context, 200, caseFileJson.of(change.after())))
                .onFailure(failure -> Answers.failure(context, failure));
    }

    /** The id in the path; empty where it is none, and then the caller has been answered. */
    static Optional<OrderId> id(RoutingContext context) {
        Optional<OrderId> id = OrderId.parse(context.pathParam("id"));
        if (id.isEmpty()) {
            Answers.failure(
                    context,
                    new RefusedException(
                            Kind.NOT_FOUND,
                            "\"" + context.pathParam("id")
                                    + "\" is not the id of an order, which looks like 20260301-0000042-1"));
        }
        return id;
    }
}
