package io.hexdispatch.assignment;

import io.hexdispatch.duplicate.DuplicateTerms;
import io.hexdispatch.duplicate.DuplicateTerms.Merge;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;

/** The section {@code duplicates} of a rules file, and the key of that name of each rule, which overrides what the section says. */
final class DuplicateSections {
    private static final List<String> KEYS = List.of("metres", "window", "merge");
    private static final Pattern WINDOW = Pattern.compile("([1-9][0-9]{0,4}) (minute|hour)s?");

    private final Problems problems;
    private final DuplicateTerms general;

    DuplicateSections(YamlMapping root, Problems problems) {
        this.problems = problems;
        this.general = read(root, DuplicateTerms.DEFAULT);
    }

    /** What a rule says of duplicates, and where it is silent what holds for every rule. */
    DuplicateTerms of(YamlMapping rule) {
        return read(rule, general);
    }

    private DuplicateTerms read(YamlMapping parent, DuplicateTerms otherwise) {
        return parent.optional("duplicates")
                .flatMap(node -> YamlMapping.of(node, "\"duplicates\"", KEYS, problems))
                .map(terms -> new DuplicateTerms(
                        terms.optional("metres").flatMap(this::metres).orElse(otherwise.metres()),
                        terms.optional("window").flatMap(this::window).orElse(otherwise.window()),
                        terms.optional("merge").flatMap(this::merge).orElse(otherwise.merge())))
                .orElse(otherwise);
    }

    private Optional<Integer> metres(Node node) {
        Optional<String> text = YamlMapping.text(node, "\"metres\"", problems);
        Optional<Integer> metres = text.filter(digits -> digits.matches("[1-9][0-9]{0,2}"))
                .map(Integer::valueOf)
                .filter(number -> number <= DuplicateTerms.METRES_MAX);
        report(
                text,
                metres,
                node,
                "is no distance; write a whole number of metres from 1 to " + DuplicateTerms.METRES_MAX);
        return metres;
    }

    private Optional<Duration> window(Node node) {
        Optional<String> text = YamlMapping.text(node, "\"window\"", problems);
        Optional<Duration> window = text.map(WINDOW::matcher)
                .filter(Matcher::matches)
                .map(form -> form.group(2).equals("hour")
                        ? Duration.ofHours(Long.parseLong(form.group(1)))
                        : Duration.ofMinutes(Long.parseLong(form.group(1))))
                .filter(time -> time.compareTo(DuplicateTerms.WINDOW_MAX) <= 0);
        report(
                text,
                window,
                node,
                "is no window; write such as 30 minutes or 2 hours, at most " + DuplicateTerms.WINDOW_MAX.toHours()
                        + " hours");
        return window;
    }

    private Optional<Merge> merge(Node node) {
        Optional<String> text = YamlMapping.text(node, "\"merge\"", problems);
        Optional<Merge> merge = text.flatMap(Merge::ofText);
        report(
                text,
                merge,
                node,
                "is not known; write "
                        + Arrays.stream(Merge.values()).map(Merge::text).collect(Collectors.joining(", ")));
        return merge;
    }

    private void report(Optional<String> text, Optional<?> read, Node node, String right) {
        if (text.isPresent() && read.isEmpty()) {
            problems.add(node, Problems.quoted(text.get()) + " " + right);
        }
    }
}
