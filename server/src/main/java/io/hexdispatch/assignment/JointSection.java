package io.hexdispatch.assignment;

import io.hexdispatch.deadline.DeadlineTerms;
import io.hexdispatch.deadline.Limit;
import io.hexdispatch.deadline.WorkingCalendar;
import io.hexdispatch.jointhandling.JointTerms;
import io.hexdispatch.jointhandling.Policy;
import io.hexdispatch.jointhandling.Sign;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** The section {@code jointHandling} of a rules file, and the key of that name of each rule. */
final class JointSection {
    static final String KEY = "jointHandling";

    private final Problems problems;
    private final DeadlineSections deadlines;
    private final JointTerms terms;

    JointSection(YamlMapping root, DeadlineSections deadlines, Problems problems) {
        this.problems = problems;
        this.deadlines = deadlines;
        List<String> keys = new ArrayList<>(List.of("borderMetres", "decision", "calendar"));
        for (Sign sign : Sign.values()) {
            keys.add(sign.text());
        }
        this.terms = root.optional(KEY)
                .flatMap(node -> YamlMapping.of(node, "\"" + KEY + "\"", keys, problems))
                .map(this::read)
                .orElse(JointTerms.DEFAULT);
    }

    JointTerms terms() {
        return terms;
    }

    private JointTerms read(YamlMapping section) {
        Map<Sign, Policy> policies = new EnumMap<>(JointTerms.DEFAULT.policies());
        for (Sign sign : Sign.values()) {
            section.optional(sign.text())
                    .flatMap(node -> policy(node, sign.text()))
                    .ifPresent(policy -> policies.put(sign, policy));
        }
        Limit decision = section.optional("decision")
                .flatMap(node -> Limits.read(node, "\"decision\"", problems))
                .orElse(JointTerms.DEFAULT.decision());
        WorkingCalendar calendar = section.has("calendar")
                ? section.code("calendar")
                        .flatMap(code -> deadlines.calendar(
                                code, section.optional("calendar").orElseThrow()))
                        .orElse(WorkingCalendar.ROUND_THE_CLOCK)
                : WorkingCalendar.ROUND_THE_CLOCK;
        if (decision.measure().isWorking() && !section.has("calendar")) {
            problems.add(
                    section.node(),
                    "\"decision\" counts working time, so \"" + KEY + "\" needs the key \"calendar\"; "
                            + DeadlineTerms.ROUND_THE_CLOCK + " is one that is always there");
        }
        return new JointTerms(
                policies,
                section.optional("borderMetres").flatMap(this::metres).orElse(JointTerms.DEFAULT.borderMetres()),
                decision,
                calendar);
    }

    /** What a rule says for its own events. */
    Optional<Policy> of(YamlMapping rule) {
        return rule.optional(KEY).flatMap(node -> policy(node, KEY));
    }

    private Optional<Policy> policy(Node node, String key) {
        Optional<String> text = YamlMapping.text(node, '"' + key + '"', problems);
        Optional<Policy> policy = text.flatMap(Policy::ofText);
        if (text.isPresent() && policy.isEmpty()) {
            problems.add(
                    node,
                    Problems.quoted(text.get()) + " is not known for \"" + key + "\"; write one of " + Policy.texts());
        }
        return policy;
    }

    private Optional<Integer> metres(Node node) {
        Optional<String> text = YamlMapping.text(node, "\"borderMetres\"", problems);
        Optional<Integer> metres = text.filter(digits -> digits.matches("[1-9][0-9]{0,3}"))
                .map(Integer::valueOf)
                .filter(value -> value <= JointTerms.BORDER_METRES_MAX);
        if (text.isPresent() && metres.isEmpty()) {
            problems.add(
                    node,
                    Problems.quoted(text.get())
                            + " is no distance from a border; write a whole number of metres from 1 to "
                            + JointTerms.BORDER_METRES_MAX);
        }
        return metres;
    }
}
