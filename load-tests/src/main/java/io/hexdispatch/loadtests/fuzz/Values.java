package io.hexdispatch.loadtests.fuzz;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/** JSON that a schema allows, now and then with something in it that it does not. */
final class Values {
    private static final int DEPTH_MAX = 8;
    private static final int HOSTILE_IN = 25;

    private final Documents documents;
    private final Known known;

    Values(Documents documents, Known known) {
        this.documents = documents;
        this.known = known;
    }

    /** @param name of the field or parameter, by which what the server knows is found */
    Object value(JsonObject given, String name, SplittableRandom random, int depth) {
        JsonObject schema = documents.resolved(given);
        if (random.nextInt(HOSTILE_IN) == 0 || depth > DEPTH_MAX) {
            return Hostile.value(random, depth);
        }
        if (schema.containsKey("const")) {
            return schema.getValue("const");
        }
        if (schema.getValue("enum") instanceof JsonArray choices) {
            return choices.getValue(random.nextInt(choices.size()));
        }
        for (String choice : List.of("oneOf", "anyOf")) {
            if (schema.getValue(choice) instanceof JsonArray choices && !schema.containsKey("properties")) {
                return value(choices.getJsonObject(random.nextInt(choices.size())), name, random, depth + 1);
            }
        }
        if (schema.getValue("allOf") instanceof JsonArray parts && !schema.containsKey("properties")) {
            return value(parts.getJsonObject(0), name, random, depth + 1);
        }
        Object type = schema.getValue("type");
        String kind = type instanceof JsonArray types
                ? types.getString(random.nextInt(types.size()))
                : type instanceof String text ? text : schema.containsKey("properties") ? "object" : "string";
        return switch (kind) {
            case "object" -> object(schema, random, depth);
            case "array" -> array(schema, name, random, depth);
            case "integer" -> integer(schema, random);
            case "number" -> number(schema, random);
            case "boolean" -> random.nextBoolean();
            case "null" -> null;
            default -> text(schema, name, random);
        };
    }

    private JsonObject object(JsonObject schema, SplittableRandom random, int depth) {
        JsonObject object = new JsonObject();
        JsonObject properties = schema.getJsonObject("properties", new JsonObject());
        JsonArray required = schema.getJsonArray("required", new JsonArray());
        for (String name : properties.fieldNames()) {
            boolean isThere = required.contains(name) ? random.nextInt(30) > 0 : random.nextInt(3) == 0;
            if (isThere && properties.getValue(name) instanceof JsonObject property) {
                object.put(name, value(property, name, random, depth + 1));
            }
        }
        if (random.nextInt(30) == 0) {
            object.put(Hostile.text(random), Hostile.value(random, depth));
        }
        return object;
    }

    private JsonArray array(JsonObject schema, String name, SplittableRandom random, int depth) {
        JsonArray list = new JsonArray();
        int least = schema.getInteger("minItems", 0);
        int count = least + random.nextInt(random.nextInt(40) == 0 ? 200 : 4);
        Object items = schema.getValue("items");
        for (int i = 0; i < count; i++) {
            list.add(
                    items instanceof JsonObject item ? value(item, name, random, depth + 1) : Hostile.value(random, 5));
        }
        return list;
    }

    private static Object integer(JsonObject schema, SplittableRandom random) {
        if (random.nextInt(10) == 0) {
            return List.of(Integer.MAX_VALUE, Integer.MIN_VALUE, 0, -1, Long.MAX_VALUE)
                    .get(random.nextInt(5));
        }
        long least = schema.getNumber("minimum", 0).longValue();
        long most = schema.getNumber("maximum", least + 1_000).longValue();
        return random.nextInt(3) == 0 ? least : random.nextLong(least, Math.max(least + 1, most + 1));
    }

    private static Object number(JsonObject schema, SplittableRandom random) {
        double least = schema.getNumber("minimum", 0).doubleValue();
        double most = schema.getNumber("maximum", 1_000).doubleValue();
        return random.nextInt(10) == 0
                ? Hostile.number(random)
                // A third of them in the city.
                : random.nextInt(3) == 0 && least == -180
                        ? random.nextDouble(112.7, 114.2)
                        : random.nextInt(3) == 0 && least == -90
                                ? random.nextDouble(34.3, 34.9)
                                : least < most ? random.nextDouble(least, most) : least;
    }

    private String text(JsonObject schema, String name, SplittableRandom random) {
        if (random.nextInt(2) == 0) {
            return known.any(name, random);
        }
        if ("date-time".equals(schema.getString("format"))) {
            return Instant.ofEpochSecond(random.nextLong(1_700_000_000L, 1_900_000_000L))
                    .toString();
        }
        if (schema.getValue("examples") instanceof JsonArray examples && !examples.isEmpty()) {
            return examples.getValue(random.nextInt(examples.size())).toString();
        }
        int most = Math.min(schema.getInteger("maxLength", 30), 3_000);
        return random.nextInt(20) == 0 ? "x".repeat(most + random.nextInt(2)) : "t" + random.nextInt(1_000);
    }
}
