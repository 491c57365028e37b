package io.hexdispatch.loadtests.fuzz;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Writes JSON, also what no library would write: numbers that are none, and halves of letters, each as its escape. */
final class JsonText {
    private JsonText() {}

    static String of(Object value) {
        StringBuilder text = new StringBuilder();
        write(value, text);
        return text.toString();
    }

    private static void write(Object value, StringBuilder text) {
        if (value instanceof JsonObject object) {
            text.append('{');
            boolean isFirst = true;
            for (String name : object.fieldNames()) {
                text.append(isFirst ? "" : ",");
                isFirst = false;
                quote(name, text);
                text.append(':');
                write(object.getValue(name), text);
            }
            text.append('}');
        } else if (value instanceof JsonArray list) {
            text.append('[');
            for (int i = 0; i < list.size(); i++) {
                text.append(i == 0 ? "" : ",");
                write(list.getValue(i), text);
            }
            text.append(']');
        } else if (value instanceof CharSequence letters) {
            quote(letters, text);
        } else {
            text.append(value);
        }
    }

    private static void quote(CharSequence letters, StringBuilder text) {
        text.append('"');
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            if (letter == '"' || letter == '\\') {
                text.append('\\').append(letter);
            } else if (letter < ' ' || Character.isSurrogate(letter)) {
                text.append(String.format("\\u%04x", (int) letter));
            } else {
                text.append(letter);
            }
        }
        text.append('"');
    }
}
