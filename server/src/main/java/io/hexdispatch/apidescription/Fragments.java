package io.hexdispatch.apidescription;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Parts of the descriptions as they are written: YAML, a file for each concept, among the program's resources. */
final class Fragments {
    private Fragments() {}

    /**
     * Reads one.
     *
     * @param path such as {@code /api/openapi/events.yaml}
     * @throws IllegalStateException if there is none, or it is no mapping with texts for keys
     */
    static JsonObject read(String path) {
        try (InputStream stream = Fragments.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalStateException("the program lacks its resource " + path);
            }
            Object loaded = new Load(LoadSettings.builder().setLabel(path).build()).loadFromInputStream(stream);
            if (!(loaded instanceof Map<?, ?> map)) {
                throw new IllegalStateException(path + " is no mapping");
            }
            JsonObject json = new JsonObject();
            map.forEach((key, value) -> json.put((String) key, value));
            // Through text, so that what is inside are JSON objects and lists as well.
            return new JsonObject(json.encode());
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }

    /**
     * Adds the members of one object to another.
     *
     * @throws IllegalStateException where both have one of the same name
     */
    static void add(JsonObject to, JsonObject from, String path) {
        for (String name : from.fieldNames()) {
            if (to.containsKey(name)) {
                throw new IllegalStateException(path + " describes " + name + ", which another file describes as well");
            }
            to.put(name, from.getValue(name));
        }
    }
}
