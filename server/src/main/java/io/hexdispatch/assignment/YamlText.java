package io.hexdispatch.assignment;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * YAML text to a graph of nodes that know their line and column. Refuses what a rules file has no use for and what can
 * make a small text expand into a large graph: anchors, aliases, tags, deep nesting, large files.
 */
final class YamlText {
    static final int CHARACTERS_MAX = 1 << 20;
    /** The deepest place that the file's form has is 5. */
    private static final int DEPTH_MAX = 10;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private YamlText() {}

    /** The root node; empty, with the problem reported, if the text is not YAML that is accepted here. */
    static Optional<Node> compose(String text, Problems problems) {
        if (text.length() > CHARACTERS_MAX) {
            problems.add(1, 1, "the file has " + text.length() + " characters; at most " + CHARACTERS_MAX);
            return Optional.empty();
        }
        // Some editors begin UTF-8 files with a byte order mark, which is no part of the content.
        String yaml = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        if (!isPrintable(yaml, problems)) {
            return Optional.empty();
        }
        LoadSettings settings =
                LoadSettings.builder().setLabel(problems.fileName()).build();
        try {
            checkEvents(new Parse(settings).parseString(yaml), problems);
            if (!problems.isEmpty()) {
                return Optional.empty();
            }
            Optional<Node> root = new Compose(settings).composeString(yaml);
            if (root.isEmpty()) {
                problems.add(1, 1, "the file is empty; begin with version: 1");
            }
            return root;
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
            String problem = "not YAML: " + e.getProblem()
                    + (e.getContext() == null || e.getContext().isEmpty() ? "" : " (" + e.getContext() + ")");
            mark.ifPresentOrElse(place -> problems.add(place, problem), () -> problems.add(1, 1, problem));
        } catch (YamlEngineException e) {
            problems.add(1, 1, "not YAML: " + e.getMessage());
        }
        return Optional.empty();
    }

    /** Stops at the first event that is refused: what comes after it may be the bomb. */
    private static void checkEvents(Iterable<Event> events, Problems problems) {
        int depth = 0;
        for (Event event : events) {
            if (event instanceof CollectionStartEvent) {
                depth++;
            } else if (event instanceof CollectionEndEvent) {
                depth--;
            }
            Optional<String> refusal = refusal(event, depth);
            if (refusal.isPresent()) {
                problems.add(event.getStartMark().orElseThrow(), refusal.get());
                return;
            }
        }
    }

    private static Optional<String> refusal(Event event, int depth) {
        if (depth > DEPTH_MAX) {
            return Optional.of("nested more than " + DEPTH_MAX + " deep; no part of a rules file is");
        }
        if (event instanceof AliasEvent) {
            return Optional.of("aliases (*name) are not accepted; write the value out, or \"*\" in quotation marks");
        }
        if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            return Optional.of("anchors (&name) are not accepted; remove it");
        }
        boolean tagged = event instanceof ScalarEvent scalar && scalar.getTag().isPresent()
                || event instanceof CollectionStartEvent collection
                        && collection.getTag().isPresent();
        return tagged ? Optional.of("tags (!name) are not accepted; remove it") : Optional.empty();
    }

    /** Reports the first character that YAML does not have; the parser fails on some of them without saying where. */
    private static boolean isPrintable(String yaml, Problems problems) {
        int line = 1;
        int column = 1;
        for (int at = 0; at < yaml.length(); at = yaml.offsetByCodePoints(at, 1)) {
            int character = yaml.codePointAt(at);
            if (!StreamReader.isPrintable(character)) {
                problems.add(
                        line, column, String.format("the character U+%04X cannot stand in YAML; remove it", character));
                return false;
            }
            column = character == '\n' ? 1 : column + 1;
            line += character == '\n' ? 1 : 0;
        }
        return true;
    }
}
