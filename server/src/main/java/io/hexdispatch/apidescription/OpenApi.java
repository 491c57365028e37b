package io.hexdispatch.apidescription;

import io.hexdispatch.access.Role;
import io.hexdispatch.event.EventAction;
import io.hexdispatch.event.EventStatus;
import io.hexdispatch.order.OrderAction;
import io.hexdispatch.order.OrderStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The HTTP interface as an OpenAPI 3.1 document: what is written about each concept, and the actions of the life cycle as their tables
 * have them.
 */
public final class OpenApi {
    /** The files, a concept each. */
    static final List<String> FILES = List.of(
            "audit",
            "boundaries",
            "client",
            "deadlines",
            "delivery",
            "devices",
            "diversions",
            "duplicates",
            "events",
            "figures",
            "health",
            "joint-handling",
            "hot-spots",
            "orders",
            "responders",
            "review",
            "rollcall",
            "rules",
            "shared",
            "sources",
            "supervision",
            "tokens");

    private static final Set<Role> WORKERS = EnumSet.of(Role.RESPONDER, Role.UNIT, Role.CENTRE, Role.ADMIN);

    private OpenApi() {}

    /** The whole document, made anew. */
    public static JsonObject document() {
        JsonObject paths = new JsonObject();
        JsonObject components = new JsonObject();
        for (String name : FILES) {
            String path = "/api/openapi/" + name + ".yaml";
            JsonObject fragment = Fragments.read(path);
            Fragments.add(paths, fragment.getJsonObject("paths", new JsonObject()), path);
            JsonObject parts = fragment.getJsonObject("components", new JsonObject());
            for (String kind : parts.fieldNames()) {
                if (!components.containsKey(kind)) {
                    components.put(kind, new JsonObject());
                }
                Fragments.add(components.getJsonObject(kind), parts.getJsonObject(kind), path);
            }
        }
        for (EventAction action : ActionSchemas.eventActions()) {
            paths.put("/api/v1/events/{number}/" + action.text(), path(action));
        }
        for (OrderAction action : OrderAction.values()) {
            paths.put("/api/v1/orders/{id}/" + action.text(), path(action));
        }
        return Fragments.read("/api/openapi/openapi.yaml").put("paths", paths).put("components", components);
    }

    private static JsonObject path(EventAction action) {
        return action(
                ActionSchemas.word(action.text()) + "Event",
                action.text() + " " + action.chinese(),
                "Legal while the event is "
                        + String.join(
                                ", ",
                                action.sources().stream().map(EventStatus::name).toList())
                        + "; afterwards it is " + action.target().text() + ".",
                "Events",
                action.roles(),
                "EventNumber",
                ActionSchemas.of(action));
    }

    private static JsonObject path(OrderAction action) {
        return action(
                ActionSchemas.word(action.text()) + "Order",
                action.text() + " " + action.chinese(),
                "Legal while the order is "
                        + String.join(
                                ", ",
                                Arrays.stream(OrderStatus.values())
                                        .filter(action::isLegalFrom)
                                        .map(OrderStatus::name)
                                        .toList())
                        + "; afterwards it is " + action.target() + ".",
                "Orders",
                WORKERS,
                "OrderId",
                ActionSchemas.of(action));
    }

    private static JsonObject action(
            String id,
            String summary,
            String description,
            String tag,
            Set<Role> roles,
            String parameter,
            JsonObject body) {
        JsonObject operation = new JsonObject()
                .put("operationId", id)
                .put("summary", summary)
                .put("description", description)
                .put("tags", new JsonArray().add(tag))
                .put(
                        "x-roles",
                        new JsonArray(roles.stream().map(Role::text).sorted().toList()))
                .put(
                        "parameters",
                        new JsonArray().add(new JsonObject().put("$ref", "#/components/parameters/" + parameter)))
                .put(
                        "requestBody",
                        new JsonObject()
                                .put("required", body.containsKey("required"))
                                .put("content", json(body)))
                .put(
                        "responses",
                        new JsonObject()
                                .put(
                                        "200",
                                        new JsonObject()
                                                .put("description", "The event as it stands now.")
                                                .put("content", json(ActionSchemas.ref("CaseFile"))))
                                .put("default", new JsonObject().put("$ref", "#/components/responses/Problem")));
        return new JsonObject().put("post", operation);
    }

    private static JsonObject json(JsonObject schema) {
        return new JsonObject().put("application/json", new JsonObject().put("schema", schema));
    }
}
