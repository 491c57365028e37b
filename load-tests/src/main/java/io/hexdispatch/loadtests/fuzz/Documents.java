package io.hexdispatch.loadtests.fuzz;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the server says of itself: its operations as OpenAPI, its clients' messages as AsyncAPI. */
final class Documents {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    /** @param in path, query or header */
    record Parameter(String name, String in, JsonObject schema) {}

    /** @param contentTypes of the body, each with its schema in the same place; none without a body */
    record Operation(
            String method,
            String path,
            List<String> roles,
            List<Parameter> parameters,
            List<String> contentTypes,
            List<JsonObject> bodies) {}

    record Message(String type, JsonObject data) {}

    private final JsonObject openApi;
    private final List<Operation> operations = new ArrayList<>();
    private final List<Message> messages = new ArrayList<>();

    Documents(JsonObject openApi, JsonObject asyncApi) {
        this.openApi = openApi;
        JsonObject paths = openApi.getJsonObject("paths");
        for (String path : paths.fieldNames()) {
            JsonObject item = paths.getJsonObject(path);
            item.fieldNames().stream()
                    .filter(METHODS::contains)
                    .forEach(method -> operations.add(operation(method, path, item.getJsonObject(method))));
        }
        JsonObject all = asyncApi.getJsonObject("operations");
        for (String name : all.fieldNames()) {
            if (all.getJsonObject(name).getString("action").equals("receive")) {
                JsonObject message = asyncApi.getJsonObject("components")
                        .getJsonObject("messages")
                        .getJsonObject(name.substring("receive-".length()));
                messages.add(new Message(
                        message.getString("name"),
                        message.getJsonObject("payload")
                                .getJsonObject("properties")
                                .getJsonObject("data")));
            }
        }
    }

    private Operation operation(String method, String path, JsonObject operation) {
        List<Parameter> parameters = new ArrayList<>();
        for (Object each : operation.getJsonArray("parameters", new JsonArray())) {
            JsonObject parameter = resolved((JsonObject) each);
            parameters.add(new Parameter(
                    parameter.getString("name"),
                    parameter.getString("in"),
                    parameter.getJsonObject("schema", new JsonObject())));
        }
        List<String> types = new ArrayList<>();
        List<JsonObject> bodies = new ArrayList<>();
        JsonObject content =
                operation.getJsonObject("requestBody", new JsonObject()).getJsonObject("content", new JsonObject());
        for (String type : content.fieldNames()) {
            types.add(type);
            bodies.add(content.getJsonObject(type).getJsonObject("schema", new JsonObject()));
        }
        return new Operation(
                method.toUpperCase(Locale.ROOT),
                path,
                operation.getJsonArray("x-roles", new JsonArray()).stream()
                        .map(Object::toString)
                        .toList(),
                parameters,
                types,
                bodies);
    }

    List<Operation> operations() {
        return operations;
    }

    List<Message> messages() {
        return messages;
    }

    /** The schema or parameter that a reference leads to. */
    JsonObject resolved(JsonObject json) {
        JsonObject at = json;
        while (at.getValue("$ref") instanceof String pointer) {
            JsonObject found = openApi;
            for (String name : pointer.substring(2).split("/")) {
                found = found == null ? null : found.getJsonObject(name);
            }
            if (found == null) {
                return new JsonObject();
            }
            at = found;
        }
        return at;
    }
}
