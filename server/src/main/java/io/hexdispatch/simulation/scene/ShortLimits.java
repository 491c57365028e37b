package io.hexdispatch.simulation.scene;

import io.hexdispatch.simulation.day.CityDay;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The live rules with one rule more: a category that is nobody's daily bread has a minute for acceptance. */
final class ShortLimits {
    private static final Pattern ITEM = Pattern.compile("( *)- .*");

    private ShortLimits() {}

    /**
     * Writes the rules with their comments, as they are, and the rule into them.
     *
     * @param yaml the live rules
     * @param department whose unit for {@code area} leads
     * @param area the code of the city's grid
     * @param run stands in a comment, so that each simulation has a version of its own
     */
    static String in(String yaml, String department, String area, String run) {
        String text = yaml.endsWith("\n") ? yaml : yaml + "\n";
        text = insert(
                text,
                "escalations",
                "{code: simulation-own, centre: own, after: 1 minute, next: simulation-county}",
                "{code: simulation-county, centre: county}");
        text = insert(
                text,
                "rules",
                "{categories: [" + CityDay.SHORT_LIMIT_CATEGORY + "], kind: event, area: " + area + ", lead: "
                        + department
                        + ", deadlines: {acceptance: 1 minute, disposal: 2 minutes, warnPercent: 25, escalation: simulation-own}}");
        return shortDecision(text) + "# simulation " + run + "\n";
    }

    /** Joint handling is to be decided in a minute; a section in one line is left as it is. */
    private static String shortDecision(String text) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        int at = lines.indexOf("jointHandling:");
        if (at < 0) {
            return lines.stream().anyMatch(line -> line.startsWith("jointHandling:"))
                    ? text
                    : text + "jointHandling:\n  decision: 1 minute\n";
        }
        int next = at + 1;
        while (next < lines.size()
                && (lines.get(next).isBlank() || lines.get(next).startsWith(" "))) {
            if (lines.get(next).strip().startsWith("decision:")) {
                lines.remove(next);
            } else {
                next++;
            }
        }
        String indent = at + 1 < lines.size() ? lines.get(at + 1).replaceAll("\\S.*", "") : "";
        lines.add(at + 1, (indent.isEmpty() ? "  " : indent) + "decision: 1 minute");
        return String.join("\n", lines) + "\n";
    }

    /** Before the first item of a list, indented as that; a list that is not there is added. */
    private static String insert(String yaml, String key, String... items) {
        List<String> lines = new ArrayList<>(yaml.lines().toList());
        int at = lines.indexOf(key + ":");
        String indent = "  ";
        if (at < 0) {
            lines.add(key + ":");
            at = lines.size() - 1;
        } else {
            for (int i = at + 1; i < lines.size(); i++) {
                Matcher item = ITEM.matcher(lines.get(i));
                if (item.matches()) {
                    indent = item.group(1);
                    break;
                }
            }
        }
        for (int i = 0; i < items.length; i++) {
            lines.add(at + 1 + i, indent + "- " + items[i]);
        }
        return String.join("\n", lines) + "\n";
    }
}
