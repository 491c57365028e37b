package io.hexdispatch.apidescription;

import io.hexdispatch.event.EventAction;
import io.hexdispatch.order.OrderAction;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What goes over the WebSocket, as an AsyncAPI 3.0 document, by the schemas of {@link OpenApi}. */
public final class AsyncApi {
    /** The files, a concept each. */
    static final List<String> FILES = List.of(
            "city", "deadlines", "duplicates", "hot-spots", "joint-handling", "rollcall", "supervision", "work");

    private static final String TYPE_PREFIX = "io.hexdispatch.";
    private static final String CHANNEL = "#/channels/socket";

    private final JsonObject messages = new JsonObject();
    private final JsonObject operations = new JsonObject();
    private final JsonObject channelMessages = new JsonObject();

    private AsyncApi() {}

    /** The whole document, made anew. */
    public static JsonObject document() {
        return new AsyncApi().whole();
    }

    private JsonObject whole() {
        JsonObject components = OpenApi.document().getJsonObject("components");
        JsonObject schemas = components.getJsonObject("schemas");
        for (String name : FILES) {
            String path = "/api/asyncapi/" + name + ".yaml";
            JsonObject fragment = Fragments.read(path);
            Fragments.add(schemas, fragment.getJsonObject("schemas", new JsonObject()), path);
            JsonObject described = fragment.getJsonObject("messages", new JsonObject());
            for (String key : described.fieldNames()) {
                JsonObject message = described.getJsonObject(key);
                add(
                        key,
                        message.getString("type"),
                        message.getString("direction").equals("server"),
                        message.getString("summary"),
                        message.getJsonObject("data"));
            }
        }
        for (EventAction action : ActionSchemas.eventActions()) {
            add(
                    ActionSchemas.word("event-" + action.text()),
                    TYPE_PREFIX + "event." + action.text(),
                    false,
                    action.text() + " " + action.chinese(),
                    ActionSchemas.of(action));
        }
        for (OrderAction action : OrderAction.values()) {
            add(
                    ActionSchemas.word("order-" + action.text()),
                    TYPE_PREFIX + "order." + action.text(),
                    false,
                    action.text() + " " + action.chinese(),
                    ActionSchemas.of(action));
        }
        return Fragments.read("/api/asyncapi/asyncapi.yaml")
                .put(
                        "channels",
                        new JsonObject()
                                .put(
                                        "socket",
                                        new JsonObject().put("address", "/ws").put("messages", channelMessages)))
                .put("operations", operations)
                .put(
                        "components",
                        new JsonObject()
                                .put("securitySchemes", components.getJsonObject("securitySchemes"))
                                .put("messages", messages)
                                .put("schemas", schemas));
    }

    /** @param fromServer whether the server sends it, and not a client */
    private void add(String key, String type, boolean fromServer, String summary, JsonObject data) {
        if (messages.containsKey(key)) {
            throw new IllegalStateException("the message " + key + " is described twice");
        }
        JsonArray required =
                new JsonArray().add("specversion").add("id").add("source").add("type");
        if (fromServer) {
            required.add("time").add("data");
        } else if (data.containsKey("required")) {
            required.add("data");
        }
        JsonObject payload = new JsonObject()
                .put("type", "object")
                .put("required", required)
                .put(
                        "properties",
                        new JsonObject()
                                .put("specversion", new JsonObject().put("const", "1.0"))
                                .put("id", text())
                                .put("source", text())
                                .put("type", new JsonObject().put("const", type))
                                .put("subject", text())
                                .put("time", ActionSchemas.ref("Time"))
                                .put("datacontenttype", new JsonObject().put("const", "application/json"))
                                .put("data", data));
        if (fromServer) {
            payload.put("additionalProperties", false);
        }
        messages.put(
                key,
                new JsonObject()
                        .put("name", type)
                        .put("summary", summary)
                        .put("contentType", "application/cloudevents+json")
                        .put("payload", payload));
        channelMessages.put(key, new JsonObject().put("$ref", "#/components/messages/" + key));
        operations.put(
                (fromServer ? "send-" : "receive-") + key,
                new JsonObject()
                        .put("action", fromServer ? "send" : "receive")
                        .put("channel", new JsonObject().put("$ref", CHANNEL))
                        .put(
                                "messages",
                                new JsonArray().add(new JsonObject().put("$ref", CHANNEL + "/messages/" + key))));
    }

    private static JsonObject text() {
        return new JsonObject().put("type", "string").put("minLength", 1).put("maxLength", 200);
    }
}
