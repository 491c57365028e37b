package io.hexdispatch.ogcapi.feature;

import java.util.List;

/**
 * A column of a layer.
 *
 * @param title what it holds, for people
 * @param values the only values that occur; empty where there is no such list
 */
public record Property(String name, String title, PropertyType type, List<String> values) {
    public Property {
        values = List.copyOf(values);
    }

    public static Property of(String name, String title, PropertyType type) {
        return new Property(name, title, type, List.of());
    }
}
