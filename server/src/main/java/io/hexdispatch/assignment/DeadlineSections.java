package io.hexdispatch.assignment;

import io.hexdispatch.deadline.DeadlineKind;
import io.hexdispatch.deadline.DeadlineTerms;
import io.hexdispatch.deadline.EscalationStep;
import io.hexdispatch.deadline.Limit;
import io.hexdispatch.deadline.WorkingCalendar;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** The section {@code deadlines} of a rules file, and the key of that name of each rule, which overrides what the section says. */
final class DeadlineSections {
    private static final List<String> KEYS =
            List.of("acceptance", "arrival", "disposal", "verification", "calendar", "escalation", "warnPercent");

    private final CalendarSection calendars;
    private final EscalationSection escalations;
    private final Problems problems;
    private final DeadlineTerms general;

    DeadlineSections(YamlMapping root, UnitSections units, Problems problems) {
        this.problems = problems;
        this.calendars = new CalendarSection(root, problems);
        this.escalations = new EscalationSection(root, units, problems);
        this.general = read(root, DeadlineTerms.NONE);
    }

    /** What a rule says of deadlines, and where it is silent what holds for every rule. */
    DeadlineTerms of(YamlMapping rule) {
        return read(rule, general);
    }

    private DeadlineTerms read(YamlMapping parent, DeadlineTerms otherwise) {
        return parent.optional("deadlines")
                .flatMap(node -> YamlMapping.of(node, "\"deadlines\"", KEYS, problems))
                .map(terms -> merged(terms, otherwise))
                .orElse(otherwise);
    }

    private DeadlineTerms merged(YamlMapping terms, DeadlineTerms otherwise) {
        Map<DeadlineKind, Limit> limits = new EnumMap<>(DeadlineKind.class);
        limits.putAll(otherwise.limits());
        for (DeadlineKind kind : DeadlineKind.values()) {
            terms.optional(kind.text())
                    .flatMap(node -> Limits.read(node, '"' + kind.text() + '"', problems))
                    .ifPresent(limit -> limits.put(kind, limit));
        }
        Optional<String> code = terms.has("calendar") ? terms.code("calendar") : Optional.empty();
        Optional<WorkingCalendar> calendar = code.flatMap(
                name -> calendars.find(name, terms.optional("calendar").orElseThrow()));
        Optional<List<EscalationStep>> escalation = terms.has("escalation")
                ? terms.code("escalation")
                        .flatMap(name -> escalations.path(
                                name, terms.optional("escalation").orElseThrow()))
                : Optional.empty();
        int warnPercent = terms.optional("warnPercent").flatMap(this::percent).orElse(otherwise.warnPercent());
        return new DeadlineTerms(
                limits,
                calendar.isPresent() ? code.orElseThrow() : otherwise.calendarCode(),
                calendar.orElse(otherwise.calendar()),
                warnPercent,
                escalation.orElse(otherwise.escalation()));
    }

    private Optional<Integer> percent(Node node) {
        Optional<String> text = YamlMapping.text(node, "\"warnPercent\"", problems);
        Optional<Integer> percent =
                text.filter(digits -> digits.matches("[1-9][0-9]?")).map(Integer::valueOf);
        if (text.isPresent() && percent.isEmpty()) {
            problems.add(
                    node,
                    Problems.quoted(text.get())
                            + " is no percentage of the time after which to warn; write a whole number from 1 to 99");
        }
        return percent;
    }

    /** The calendar of this code; empty, with the problem reported, if there is none. */
    Optional<WorkingCalendar> calendar(String code, Node node) {
        return calendars.find(code, node);
    }

    Map<String, WorkingCalendar> calendars() {
        return calendars.calendars();
    }
}
