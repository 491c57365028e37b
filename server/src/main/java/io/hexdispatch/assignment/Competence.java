package io.hexdispatch.assignment;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The units that handle an event.
 *
 * @param rule the rule that decided
 * @param lead the unit that leads (主办)
 * @param coHandling the units that handle it with the lead (协办), in the order of the rule
 * @param missing the co-handling departments of the rule that have no unit in the area; the others go ahead without them
 */
public record Competence(AssignmentRule rule, Unit lead, List<Unit> coHandling, List<Department> missing)
        implements Decision {
    public Competence {
        coHandling = List.copyOf(coHandling);
        missing = List.copyOf(missing);
    }

    /** What the responder must be able to do; empty if anybody can. */
    public Optional<String> requiredSkill() {
        return rule.skill();
    }

    @Override
    public String explanation() {
        StringBuilder text =
                new StringBuilder("rule ").append(rule).append(": lead ").append(named(lead));
        if (!coHandling.isEmpty()) {
            text.append(", co-handling ")
                    .append(coHandling.stream().map(Competence::named).collect(Collectors.joining(", ")));
        }
        if (!missing.isEmpty()) {
            text.append(", no unit here of ")
                    .append(missing.stream().map(Department::code).collect(Collectors.joining(", ")));
        }
        rule.skill().ifPresent(skill -> text.append(", skill ").append(skill));
        return text.toString();
    }

    private static String named(Unit unit) {
        return unit.code() + " for area " + unit.area();
    }
}
