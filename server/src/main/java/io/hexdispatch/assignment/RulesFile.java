package io.hexdispatch.assignment;

import io.hexdispatch.category.Categories;
import io.hexdispatch.deadline.WorkingCalendar;
import io.hexdispatch.jointhandling.JointTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The checked content of a rules file.
 *
 * @param departments in the order of the file
 * @param units by code, in the order of the file
 * @param unitsByArea for each department that has units, these by their area
 * @param rules in the order of the file, the default rule last
 * @param choice which of the rules holds where and when
 * @param calendars by code
 * @param joint what holds for joint handling where a rule says nothing
 */
record RulesFile(
        String title,
        List<Department> departments,
        Map<String, Unit> units,
        Map<Department, Map<String, Unit>> unitsByArea,
        List<String> skills,
        List<AssignmentRule> rules,
        RuleChoice choice,
        Map<String, WorkingCalendar> calendars,
        JointTerms joint) {
    private static final String VERSION = "1";
    private static final List<String> KEYS = List.of(
            "version",
            "title",
            "departments",
            "areas",
            "units",
            "skills",
            "calendars",
            "escalations",
            "deadlines",
            JointSection.KEY,
            "duplicates",
            "rules",
            "default");

    /**
     * Reads every section and goes on after a problem, so that all are found. What depends on something that could not be
     * read is not checked, so that a problem is not reported again as its own consequence.
     *
     * @throws InvalidRulesException if there is any problem
     */
    static RulesFile read(String yaml, String fileName, Categories categories) throws InvalidRulesException {
        Problems problems = new Problems(fileName);
        Optional<YamlMapping> mapping =
                YamlText.compose(yaml, problems).flatMap(node -> YamlMapping.of(node, "a rules file", KEYS, problems));
        if (mapping.isEmpty()) {
            throw problems.toException();
        }
        YamlMapping root = mapping.get();
        root.required("version").ifPresent(node -> checkVersion(node, problems));
        Optional<String> title = root.text("title");
        UnitSections units = new UnitSections(root, problems);
        DeadlineSections deadlines = new DeadlineSections(root, units, problems);
        JointSection joint = new JointSection(root, deadlines, problems);
        RuleSections rules = new RuleSections(root, units, deadlines, joint, categories, problems);
        if (!problems.isEmpty()) {
            throw problems.toException();
        }

        List<AssignmentRule> all = new ArrayList<>(rules.rules());
        rules.defaultRule().ifPresent(all::add);
        return new RulesFile(
                title.orElseThrow(),
                List.copyOf(units.departments().values().values()),
                units.units(),
                units.unitsByArea(),
                rules.skills(),
                List.copyOf(all),
                new RuleChoice(rules.claims(), rules.defaultRule(), categories),
                Map.copyOf(deadlines.calendars()),
                joint.terms());
    }

    private static void checkVersion(Node node, Problems problems) {
        YamlMapping.text(node, "\"version\"", problems)
                .filter(version -> !version.equals(VERSION))
                .ifPresent(version -> problems.add(
                        node, "version " + Problems.quoted(version) + " is not known; write version: " + VERSION));
    }
}
