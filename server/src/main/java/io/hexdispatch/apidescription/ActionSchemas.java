package io.hexdispatch.apidescription;

import io.hexdispatch.event.EventAction;
import io.hexdispatch.event.EventAction.Field;
import io.hexdispatch.order.OrderAction;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What each action of the tables of the life cycle says, as JSON Schemas, over HTTP as over the WebSocket. */
final class ActionSchemas {
    private ActionSchemas() {}

    static List<EventAction> eventActions() {
        return Arrays.stream(EventAction.values()).filter(EventAction::isByName).toList();
    }

    static JsonObject of(EventAction action) {
        JsonObject properties = new JsonObject();
        JsonArray required = new JsonArray();
        for (Field field : Field.values()) {
            String name = field.name().toLowerCase(Locale.ROOT);
            if (action.needs().contains(field) || action.takes().contains(field)) {
                properties.put(name, ref(schema(field)));
            }
            if (action.needs().contains(field)) {
                required.add(name);
            }
        }
        return closed(properties, required);
    }

    static JsonObject of(OrderAction action) {
        JsonObject properties = new JsonObject().put("reason", ref("Reason"));
        JsonArray required = new JsonArray();
        if (action.needsReason()) {
            required.add("reason");
        }
        if (action == OrderAction.HAND_ON) {
            properties.put("unit", ref("UnitCode"));
            required.add("unit");
        }
        return closed(properties, required);
    }

    private static String schema(Field field) {
        return switch (field) {
            case REASON -> "Reason";
            case UNTIL -> "Time";
            case CARD -> "Card";
            case UNIT -> "UnitCode";
            case METHOD -> "Method";
            case PHOTO -> "Photo";
            case OUTCOME -> "Outcome";
            case RATING -> "Rating";
            case ACTION -> "AskedAction";
        };
    }

    private static JsonObject closed(JsonObject properties, JsonArray required) {
        JsonObject schema = new JsonObject().put("type", "object").put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return schema.put("additionalProperties", false);
    }

    static JsonObject ref(String schema) {
        return new JsonObject().put("$ref", "#/components/schemas/" + schema);
    }

    /** The name of an action in one word: {@code callBack}. */
    static String word(String text) {
        StringBuilder word = new StringBuilder();
        for (String part : text.split("-")) {
            word.append(word.isEmpty() ? part : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
        }
        return word.toString();
    }
}
