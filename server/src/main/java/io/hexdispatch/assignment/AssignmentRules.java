package io.hexdispatch.assignment;

import io.hexdispatch.category.Categories;
import io.hexdispatch.category.Category;
import io.hexdispatch.deadline.DeadlineTerms;
import io.hexdispatch.deadline.WorkingCalendar;
import io.hexdispatch.jointhandling.JointTerms;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who handles which category of event where, as an operator wrote it down in a YAML file; {@code
 * docs/assignment-rules.md} describes the file.
 *
 * <p>Immutable, so any thread may use it. Everything is resolved when the file is read: a decision takes one hash step for
 * the category and one per department and grid code, and allocates only its answer.
 */
public final class AssignmentRules {
    /** How the file of the sample rules is called. */
    public static final String BUNDLED = "default-rules.yaml";

    private final RulesFile file;

    private AssignmentRules(RulesFile file) {
        this.file = file;
    }

    /**
     * Reads and checks a rules file.
     *
     * @param yaml the content of the file, at most 1,048,576 characters
     * @param fileName how to call the file in problems and explanations
     * @param categories the categories that the rules must cover
     * @throws InvalidRulesException with every problem found, if there is one
     */
    public static AssignmentRules parse(String yaml, String fileName, Categories categories)
            throws InvalidRulesException {
        return new AssignmentRules(RulesFile.read(yaml, fileName, categories));
    }

    /** The demonstration rules for Zhengzhou over {@link Categories#bundled}; sample data, read at every call. */
    public static AssignmentRules bundled() {
        try {
            return parse(bundledText(), BUNDLED, Categories.bundled());
        } catch (InvalidRulesException e) {
            throw new IllegalStateException("the bundled rules are broken", e);
        }
    }

    /** The text of the sample rules. */
    public static String bundledText() {
        try (InputStream text = AssignmentRules.class.getResourceAsStream(BUNDLED)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Decides who handles an event of this category at this place. Among the rules for the category, one for a narrower
     * area comes before one for a wider area and that before one for a level of centres, within one area a code before a major
     * class before everything, and of two for the same the one for a part of the day before the one for all of it. Each
     * department of the rule is represented by its unit with the narrowest area.
     *
     * @throws IllegalArgumentException if {@code category} is none of the categories that the rules were read for
     */
    public Decision decide(Category category, Situation situation) {
        AssignmentRule rule = rule(category, situation);
        List<String> gridCodesNarrowestFirst = situation.gridCodesNarrowestFirst();
        Unit lead = narrowestUnit(rule.lead(), gridCodesNarrowestFirst);
        if (lead == null) {
            return new NoCompetentUnit(rule, noUnitReason(rule.lead(), gridCodesNarrowestFirst));
        }
        if (rule.coHandling().isEmpty()) {
            return new Competence(rule, lead, List.of(), List.of());
        }
        List<Unit> coHandling = new ArrayList<>(rule.coHandling().size());
        List<Department> missing = new ArrayList<>(0);
        for (Department department : rule.coHandling()) {
            Unit unit = narrowestUnit(department, gridCodesNarrowestFirst);
            if (unit == null) {
                missing.add(department);
            } else {
                coHandling.add(unit);
            }
        }
        return new Competence(rule, lead, coHandling, missing);
    }

    /**
     * The rule that decides, whether or not a unit is competent by it.
     *
     * @throws IllegalArgumentException as {@link #decide}
     */
    public AssignmentRule rule(Category category, Situation situation) {
        return file.choice().rule(category, situation);
    }

    /** The unit of this department with the narrowest area, or null if it has none for any of these grids. */
    private Unit narrowestUnit(Department department, List<String> gridCodesNarrowestFirst) {
        Map<String, Unit> byArea = file.unitsByArea().get(department);
        for (String code : gridCodesNarrowestFirst) {
            Unit unit = byArea.get(code);
            if (unit != null) {
                return unit;
            }
        }
        return null;
    }

    private static String noUnitReason(Department department, List<String> gridCodes) {
        String who = "department " + department.code() + " (" + department.name() + ")";
        return gridCodes.isEmpty()
                ? "the place lies in no grid, so no unit of " + who + " is competent"
                : who + " has no unit for any of the grids " + String.join(", ", gridCodes);
    }

    /** What the file calls itself. */
    public String title() {
        return file.title();
    }

    /** The departments in the order of the file. */
    public Collection<Department> departments() {
        return file.departments();
    }

    /** The units in the order of the file. */
    public Collection<Unit> units() {
        return file.units().values();
    }

    /** The unit of this code. */
    public Optional<Unit> unit(String code) {
        return Optional.ofNullable(file.units().get(code));
    }

    /** The skills that the file declares, in its order. */
    public List<String> skills() {
        return file.skills();
    }

    /** The calendar of this code, be it one that the file declares or the one that is always there. */
    public Optional<WorkingCalendar> calendar(String code) {
        return code.equals(DeadlineTerms.ROUND_THE_CLOCK)
                ? Optional.of(WorkingCalendar.ROUND_THE_CLOCK)
                : Optional.ofNullable(file.calendars().get(code));
    }

    /** What holds for joint handling where a rule says nothing. */
    public JointTerms jointHandling() {
        return file.joint();
    }

    /** The rules in the order of the file, the default rule last. */
    public List<AssignmentRule> rules() {
        return file.rules();
    }
}
