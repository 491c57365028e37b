package io.hexdispatch.server;

import io.hexdispatch.apidescription.AsyncApi;
import io.hexdispatch.apidescription.OpenApi;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Holds what goes to and fro in the tests against the documents that describe it: every answer and every message of the server must be as
 * they say, and whatever the server takes must be what they allow.
 */
final class Contract {
    private static final JsonObject OPEN_API = OpenApi.document();
    private static final JsonObject ASYNC_API = AsyncApi.document();
    private static final Map<String, Validator> VALIDATORS = new ConcurrentHashMap<>();
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^}]+}");

    private Contract() {}

    /** A call and its answer; what is sent is null where it is no JSON, and empty where it is nothing. */
    record Exchange(
            String method, String path, String requestType, String requestBody, int status, String type, String body) {}

    /** @throws AssertionError where the document says otherwise */
    static void check(Exchange exchange) {
        boolean isForUs =
                exchange.path().startsWith("/api/v1") || exchange.path().startsWith("/health");
        if (!isForUs || exchange.status() == 405 || exchange.status() == 401) {
            return;
        }
        Optional<String> template = template(exchange);
        if (template.isEmpty()) {
            if (exchange.status() != 404) {
                throw new AssertionError(exchange.method() + " " + exchange.path() + " was answered with "
                        + exchange.status() + " and is not described");
            }
            return;
        }
        JsonObject operation = OPEN_API.getJsonObject("paths")
                .getJsonObject(template.get())
                .getJsonObject(exchange.method().toLowerCase(Locale.ROOT));
        String name = operation.getString("operationId");
        checkAnswer(exchange, operation, name);
        if (exchange.status() < 400) {
            checkRequest(exchange, operation, name);
        }
    }

    private static Optional<String> template(Exchange exchange) {
        JsonObject paths = OPEN_API.getJsonObject("paths");
        String method = exchange.method().toLowerCase(Locale.ROOT);
        return paths.fieldNames().stream()
                .filter(template -> paths.getJsonObject(template).containsKey(method))
                .filter(template -> exchange.path()
                        .matches(PLACEHOLDER
                                .splitAsStream(template)
                                .map(Pattern::quote)
                                .collect(Collectors.joining("[^/]+", "", template.endsWith("}") ? "[^/]+" : ""))))
                // What stands literally goes before what stands for anything.
                .min(Comparator.comparingInt(template ->
                        (int) PLACEHOLDER.matcher(template).results().count()));
    }

    private static void checkAnswer(Exchange exchange, JsonObject operation, String name) {
        JsonObject responses = operation.getJsonObject("responses");
        JsonObject response = responses.getJsonObject(
                Integer.toString(exchange.status()),
                exchange.status() >= 400 ? responses.getJsonObject("default") : null);
        if (response == null) {
            throw new AssertionError(
                    name + " was answered with " + exchange.status() + ", which is not described: " + exchange.body());
        }
        if (response.containsKey("$ref")) {
            response = OPEN_API.getJsonObject("components")
                    .getJsonObject("responses")
                    .getJsonObject("Problem");
        }
        if (exchange.body() == null || exchange.body().isEmpty()) {
            return;
        }
        JsonObject content = response.getJsonObject("content", new JsonObject());
        String type = exchange.type().replaceAll(";.*", "").strip();
        if (!content.containsKey(type)) {
            throw new AssertionError(name + " was answered with " + type + "; described is " + content.fieldNames());
        }
        if (type.endsWith("json")) {
            check(
                    name + " " + exchange.status() + " " + type,
                    content.getJsonObject(type).getJsonObject("schema"),
                    OPEN_API,
                    exchange.body());
        }
    }

    private static void checkRequest(Exchange exchange, JsonObject operation, String name) {
        if (exchange.requestBody() == null) {
            return;
        }
        if (exchange.requestBody().isEmpty()) {
            if (operation.getJsonObject("requestBody", new JsonObject()).getBoolean("required", false)) {
                throw new AssertionError(name + " was done without a body, and one is described as needed");
            }
            return;
        }
        JsonObject described = operation.getJsonObject("requestBody");
        if (described == null) {
            return;
        }
        String type = exchange.requestType() == null
                ? ""
                : exchange.requestType().replaceAll(";.*", "").strip();
        JsonObject content = described.getJsonObject("content");
        if (content.containsKey("*/*")) {
            return;
        }
        if (!content.containsKey(type)) {
            throw new AssertionError(name + " took " + type + "; described is " + content.fieldNames());
        }
        if (type.endsWith("json") && !type.endsWith("ndjson")) {
            check(
                    name + " request " + type,
                    content.getJsonObject(type).getJsonObject("schema"),
                    OPEN_API,
                    exchange.requestBody());
        }
    }

    /** A message that the server sent. */
    static void checkFromServer(String text) {
        String type = new JsonObject(text).getString("type");
        check("message " + type, payload(type, "send"), ASYNC_API, text);
    }

    /** A message of a client that the server carried out. */
    static void checkCarriedOut(String text) {
        String type = new JsonObject(text).getString("type");
        check("command " + type, payload(type, "receive"), ASYNC_API, text);
    }

    private static JsonObject payload(String type, String action) {
        JsonObject messages = ASYNC_API.getJsonObject("components").getJsonObject("messages");
        return messages.fieldNames().stream()
                .filter(key -> messages.getJsonObject(key).getString("name").equals(type))
                .filter(key -> ASYNC_API.getJsonObject("operations").containsKey(action + "-" + key))
                .map(key -> messages.getJsonObject(key).getJsonObject("payload"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the message " + type + " is not described"));
    }

    private static void check(String name, JsonObject schema, JsonObject document, String text) {
        OutputUnit result = VALIDATORS
                .computeIfAbsent(name, key -> validator(schema, document))
                .validate(Json.decodeValue(text));
        if (!result.getValid()) {
            throw new AssertionError(name + " is not as described: "
                    + (result.getErrors() == null
                            ? ""
                            : result.getErrors().stream()
                                    .map(error -> error.getInstanceLocation() + " " + error.getError())
                                    .collect(Collectors.joining("; ")))
                    + "\n" + text);
        }
    }

    private static Validator validator(JsonObject schema, JsonObject document) {
        JsonObject whole =
                schema.copy().put("$defs", document.getJsonObject("components").getJsonObject("schemas"));
        JsonObject local = new JsonObject(whole.encode().replace("#/components/schemas/", "#/$defs/"));
        return Validator.create(
                JsonSchema.of(local),
                new JsonSchemaOptions()
                        .setBaseUri("https://hexdispatch.invalid/")
                        .setDraft(Draft.DRAFT202012)
                        .setOutputFormat(OutputFormat.Basic));
    }
}
