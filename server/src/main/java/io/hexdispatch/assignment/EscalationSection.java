package io.hexdispatch.assignment;

import io.hexdispatch.deadline.EscalationStep;
import io.hexdispatch.deadline.EscalationStep.CentreOf;
import io.hexdispatch.deadline.EscalationStep.OwnCentre;
import io.hexdispatch.deadline.EscalationStep.Target;
import io.hexdispatch.deadline.EscalationStep.UnitOf;
import io.hexdispatch.deadline.Limit;
import io.hexdispatch.grid.GridLevel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** The section {@code escalations} of a rules file: steps that each name the next, and must not come back to themselves. */
final class EscalationSection {
    private static final List<String> KEYS = List.of("code", "centre", "unit", "after", "next");
    private static final Map<String, Target> CENTRES = Map.of(
            "own", new OwnCentre(),
            "county", new CentreOf(GridLevel.COUNTY),
            "city", new CentreOf(GridLevel.CITY));

    private record Step(EscalationStep step, Optional<String> next, Optional<Node> nextNode) {}

    private final UnitSections units;
    private final Problems problems;
    private final Declarations<Step> steps;

    EscalationSection(YamlMapping root, UnitSections units, Problems problems) {
        this.units = units;
        this.problems = problems;
        this.steps = new Declarations<>("escalation", problems);
        if (root.has("escalations")) {
            root.list("escalations").forEach(this::read);
            steps.values().values().forEach(step -> step.next()
                    .ifPresent(next -> steps.find(next, step.nextNode().orElseThrow())));
            reportCycles();
        }
    }

    private void read(Node node) {
        YamlMapping.of(node, "an escalation", KEYS, problems).ifPresent(step -> {
            Optional<String> code = step.code("code");
            Optional<Target> target = target(step);
            Optional<Limit> after = step.optional("after").flatMap(value -> Limits.read(value, "\"after\"", problems));
            Optional<String> next = step.has("next") ? step.code("next") : Optional.empty();
            if (step.has("next") != step.has("after")) {
                problems.add(
                        node,
                        "\"next\" says who is told next and \"after\" how long after this one: give both or none of the two");
            }
            code.ifPresent(name -> steps.add(
                    name,
                    new Step(new EscalationStep(target.orElse(new OwnCentre()), after), next, step.optional("next")),
                    node));
        });
    }

    private Optional<Target> target(YamlMapping step) {
        if (step.has("centre") == step.has("unit")) {
            problems.add(step.node(), "an escalation tells either a \"centre\" (own, county, city) or a \"unit\"");
            return Optional.empty();
        }
        if (step.has("unit")) {
            Node node = step.optional("unit").orElseThrow();
            return step.code("unit").flatMap(code -> units.unit(code, node)).map(unit -> new UnitOf(unit.code()));
        }
        Optional<String> name = step.text("centre");
        Optional<Target> centre = name.map(CENTRES::get);
        if (name.isPresent() && centre.isEmpty()) {
            problems.add(
                    step.optional("centre").orElseThrow(),
                    "centre " + Problems.quoted(name.get()) + " is not known; write own, county or city");
        }
        return centre;
    }

    /** Each cycle once, at the step of it that comes first in the file. */
    private void reportCycles() {
        Set<String> done = new HashSet<>();
        for (String start : steps.values().keySet()) {
            List<String> path = new ArrayList<>();
            Optional<String> at = Optional.of(start);
            while (at.isPresent() && !done.contains(at.get()) && !path.contains(at.get())) {
                path.add(at.get());
                at = Optional.ofNullable(steps.values().get(at.get())).flatMap(Step::next);
            }
            if (at.isPresent() && path.contains(at.get())) {
                List<String> cycle = new ArrayList<>(path.subList(path.indexOf(at.get()), path.size()));
                Step last = steps.values().get(cycle.get(cycle.size() - 1));
                cycle.add(at.get());
                problems.add(
                        last.nextNode().orElseThrow(),
                        "this escalation comes back to itself: " + String.join(" -> ", cycle)
                                + "; the last step has no \"next\"");
            }
            done.addAll(path);
        }
    }

    /** The steps that begin with one, in turn; empty, with the problem reported, if there is none of that code. */
    Optional<List<EscalationStep>> path(String code, Node node) {
        if (steps.values().isEmpty()) {
            problems.add(
                    node, "no escalation " + Problems.quoted(code) + " is declared; list it under \"escalations\"");
            return Optional.empty();
        }
        if (steps.find(code, node).isEmpty()) {
            return Optional.empty();
        }
        List<EscalationStep> path = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Optional<String> at = Optional.of(code);
        // A cycle has been reported; here it must only come to an end.
        while (at.isPresent() && steps.values().containsKey(at.get()) && seen.add(at.get())) {
            Step step = steps.values().get(at.get());
            path.add(step.step());
            at = step.next();
        }
        return Optional.of(path);
    }
}
