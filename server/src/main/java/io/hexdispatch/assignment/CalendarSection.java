package io.hexdispatch.assignment;

import io.hexdispatch.deadline.DeadlineTerms;
import io.hexdispatch.deadline.WorkingCalendar;
import io.hexdispatch.deadline.WorkingCalendar.Shift;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;

/** The section {@code calendars} of a rules file. */
final class CalendarSection {
    private static final int HOLIDAYS_MAX = 1_000;
    private static final List<String> KEYS = List.of("code", "days", "hours", "holidays", "makeUpDays");

    private final Problems problems;
    private final Declarations<WorkingCalendar> calendars;

    CalendarSection(YamlMapping root, Problems problems) {
        this.problems = problems;
        this.calendars = new Declarations<>("calendar", problems);
        if (root.has("calendars")) {
            root.list("calendars").forEach(this::read);
        }
    }

    private void read(Node node) {
        YamlMapping.of(node, "a calendar", KEYS, problems).ifPresent(calendar -> {
            Optional<String> code = calendar.code("code");
            Set<DayOfWeek> days = days(calendar);
            List<Shift> shifts = shifts(calendar);
            Set<LocalDate> holidays = dates(calendar, "holidays");
            Set<LocalDate> makeUpDays = dates(calendar, "makeUpDays");
            // One that is wrong is declared all the same: what refers to it is right.
            WorkingCalendar read = days.isEmpty() || shifts.isEmpty()
                    ? WorkingCalendar.ROUND_THE_CLOCK
                    : new WorkingCalendar(days, shifts, holidays, makeUpDays);
            code.ifPresent(name -> {
                if (name.equals(DeadlineTerms.ROUND_THE_CLOCK)) {
                    problems.add(node, name + " is a calendar that is always there; give this one another code");
                } else {
                    calendars.add(name, read, node);
                }
            });
        });
    }

    private Set<DayOfWeek> days(YamlMapping calendar) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (Node node : calendar.list("days")) {
            YamlMapping.text(node, "a day", problems).ifPresent(name -> Arrays.stream(DayOfWeek.values())
                    .filter(day -> day.name().toLowerCase(Locale.ROOT).equals(name))
                    .findFirst()
                    .ifPresentOrElse(
                            days::add,
                            () -> problems.add(
                                    node,
                                    Problems.quoted(name) + " is no day of the week; write "
                                            + Arrays.stream(DayOfWeek.values())
                                                    .map(day -> day.name().toLowerCase(Locale.ROOT))
                                                    .collect(Collectors.joining(", ")))));
        }
        return days;
    }

    private List<Shift> shifts(YamlMapping calendar) {
        List<Shift> shifts = new ArrayList<>();
        for (Node node : calendar.list("hours")) {
            Optional<String> text = YamlMapping.text(node, "working hours", problems);
            Optional<TimeOfDay> hours =
                    text.flatMap(TimeOfDay::parse).filter(part -> part.fromMinute() < part.toMinute());
            if (text.isPresent() && hours.isEmpty()) {
                problems.add(node, Problems.quoted(text.get()) + " are no working hours; write such as 08:30-12:00");
            }
            hours.ifPresent(part -> {
                if (!shifts.isEmpty()
                        && part.fromMinute() < shifts.get(shifts.size() - 1).toMinute()) {
                    problems.add(
                            node, "hours " + part + " begin before those ahead of them end; list them in their order");
                } else {
                    shifts.add(new Shift(part.fromMinute(), part.toMinute()));
                }
            });
        }
        return shifts;
    }

    /** Days, and spans of days written {@code first/last}. */
    private Set<LocalDate> dates(YamlMapping calendar, String key) {
        Set<LocalDate> dates = new HashSet<>();
        if (!calendar.has(key)) {
            return dates;
        }
        for (Node node : calendar.list(key)) {
            YamlMapping.text(node, "a day", problems).ifPresent(text -> {
                String[] ends = text.split("/", -1);
                try {
                    LocalDate first = LocalDate.parse(ends[0]);
                    LocalDate last = LocalDate.parse(ends[ends.length - 1]);
                    if (ends.length > 2 || last.isBefore(first) || last.isAfter(first.plusDays(HOLIDAYS_MAX))) {
                        problems.add(node, Problems.quoted(text) + " is no span of days; write first/last");
                        return;
                    }
                    first.datesUntil(last.plusDays(1)).forEach(dates::add);
                } catch (DateTimeParseException noDay) {
                    problems.add(
                            node,
                            Problems.quoted(text) + " is no day; write such as 2026-10-01, or 2026-10-01/2026-10-07");
                }
            });
        }
        if (dates.size() > HOLIDAYS_MAX) {
            problems.add(calendar.node(), dates.size() + " " + key + "; at most " + HOLIDAYS_MAX);
        }
        return dates;
    }

    /** The calendar that a node names; empty, with the problem reported, if there is none. */
    Optional<WorkingCalendar> find(String code, Node node) {
        if (code.equals(DeadlineTerms.ROUND_THE_CLOCK)) {
            return Optional.of(WorkingCalendar.ROUND_THE_CLOCK);
        }
        if (calendars.values().isEmpty()) {
            problems.add(node, "no calendar " + Problems.quoted(code) + " is declared; list it under \"calendars\"");
            return Optional.empty();
        }
        return calendars.find(code, node);
    }

    Map<String, WorkingCalendar> calendars() {
        return calendars.values();
    }
}
