package io.hexdispatch.assignment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.NodeType;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** One mapping of the file, with typed access to its values; whatever is wrong with them goes to the problems. */
final class YamlMapping {
    private static final int TEXT_CHARACTERS_MAX = 100;
    private static final Pattern CODE = Pattern.compile("[0-9A-Za-z_-]{1,64}");
    private static final Pattern GRID_CODE = Pattern.compile("[0-9A-Za-z_-]{1,32}");

    private final Node node;
    private final String what;
    private final Map<String, Node> keyNodes;
    private final Map<String, Node> values;
    private final Problems problems;

    private YamlMapping(
            Node node, String what, Map<String, Node> keyNodes, Map<String, Node> values, Problems problems) {
        this.node = node;
        this.what = what;
        this.keyNodes = keyNodes;
        this.values = values;
        this.problems = problems;
    }

    /**
     * Reads the keys of a mapping.
     *
     * @param what what the mapping describes, with its article, for the problems: {@code a unit}
     * @param keys the keys that it may have
     * @return empty if {@code node} is no mapping
     */
    static Optional<YamlMapping> of(Node node, String what, List<String> keys, Problems problems) {
        Optional<YamlMapping> mapping = ofAnyKeys(node, what, problems);
        mapping.ifPresent(found -> found.reportUnknown(keys));
        return mapping;
    }

    /** Reads a mapping whose keys are names that its author chose. */
    static Optional<YamlMapping> ofAnyKeys(Node node, String what, Problems problems) {
        if (!(node instanceof MappingNode mapping)) {
            problems.add(node, what + " is written as keys with values, not as " + described(node));
            return Optional.empty();
        }
        Map<String, Node> keyNodes = new LinkedHashMap<>();
        Map<String, Node> values = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Node key = tuple.getKeyNode();
            if (!(key instanceof ScalarNode scalar)) {
                problems.add(key, "a key is a word, not " + described(key));
                continue;
            }
            Node first = keyNodes.putIfAbsent(scalar.getValue(), key);
            if (first == null) {
                values.put(scalar.getValue(), tuple.getValueNode());
            } else {
                problems.add(
                        key,
                        "key " + Problems.quoted(scalar.getValue()) + " is already at line " + Problems.line(first)
                                + "; keep one");
            }
        }
        return Optional.of(new YamlMapping(mapping, what, keyNodes, values, problems));
    }

    private void reportUnknown(List<String> keys) {
        keyNodes.forEach((key, keyNode) -> {
            if (!keys.contains(key)) {
                problems.add(
                        keyNode,
                        "unknown key " + Problems.quoted(key) + "; " + what + " has " + String.join(", ", keys));
            }
        });
    }

    Node node() {
        return node;
    }

    /** The keys in the order of the file, each with its value. */
    Map<String, Node> values() {
        return values;
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /** The node of a key that must be there. */
    Optional<Node> required(String key) {
        Node value = values.get(key);
        if (value == null) {
            problems.add(node, what + " needs the key \"" + key + "\"");
        }
        return Optional.ofNullable(value);
    }

    /** The node of a key that may be absent. */
    Optional<Node> optional(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** The text of a key that must be there; empty, with the problem reported, if there is none. */
    Optional<String> text(String key) {
        return required(key).flatMap(value -> text(value, quotedKey(key), problems));
    }

    /** The code of a key that must be there. */
    Optional<String> code(String key) {
        return required(key).flatMap(value -> code(value, quotedKey(key), problems));
    }

    /** The grid code of a key that must be there. */
    Optional<String> gridCode(String key) {
        return text(key).filter(code -> {
            boolean right = GRID_CODE.matcher(code).matches();
            if (!right) {
                problems.add(
                        values.get(key),
                        Problems.quoted(code)
                                + " is no grid code; write 1 to 32 ASCII letters, digits, hyphens or underscores");
            }
            return right;
        });
    }

    /** The items of a list that must be there and not be empty; an empty list if it is missing or no list. */
    List<Node> list(String key) {
        return required(key).map(value -> list(value, quotedKey(key), problems)).orElse(List.of());
    }

    private static String quotedKey(String key) {
        return '"' + key + '"';
    }

    static List<Node> list(Node value, String what, Problems problems) {
        if (!(value instanceof SequenceNode sequence)) {
            problems.add(value, what + " is a list, not " + described(value));
            return List.of();
        }
        if (sequence.getValue().isEmpty()) {
            problems.add(value, what + " is an empty list; list at least one, or remove the key");
        }
        return sequence.getValue();
    }

    /** The text as it is written: {@code 02014} keeps its zero whether or not it is in quotation marks. */
    static Optional<String> text(Node value, String what, Problems problems) {
        if (!(value instanceof ScalarNode scalar)
                || !(scalar.getTag().equals(Tag.STR) || scalar.getTag().equals(Tag.INT))) {
            problems.add(value, what + " is a text, not " + described(value));
            return Optional.empty();
        }
        String text = scalar.getValue();
        if (text.isBlank() || text.length() > TEXT_CHARACTERS_MAX) {
            problems.add(
                    value,
                    what + " has " + text.strip().length() + " characters; 1 to " + TEXT_CHARACTERS_MAX + " are right");
            return Optional.empty();
        }
        return Optional.of(text);
    }

    /** A code that the file declares or uses. */
    static Optional<String> code(Node value, String what, Problems problems) {
        return text(value, what, problems).filter(code -> isCode(code, what, value, problems));
    }

    /** Whether the text has the form of a code; if not, that is reported. */
    static boolean isCode(String text, String what, Node place, Problems problems) {
        boolean right = CODE.matcher(text).matches();
        if (!right) {
            problems.add(
                    place,
                    what + " " + Problems.quoted(text)
                            + " is not 1 to 64 ASCII letters, digits, hyphens or underscores");
        }
        return right;
    }

    private static String described(Node node) {
        if (node.getNodeType() == NodeType.MAPPING) {
            return "keys with values";
        }
        if (node.getNodeType() == NodeType.SEQUENCE) {
            return "a list";
        }
        String value = ((ScalarNode) node).getValue();
        if (node.getTag().equals(Tag.NULL)) {
            return "nothing";
        }
        return Problems.quoted(value)
                + (node.getTag().equals(Tag.STR) || node.getTag().equals(Tag.INT)
                        ? ""
                        : " (put it in quotation marks if it is meant as a text)");
    }
}
