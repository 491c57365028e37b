package io.hexdispatch.assignment;

import io.hexdispatch.category.CategoryKind;
import io.hexdispatch.deadline.DeadlineTerms;
import io.hexdispatch.duplicate.DuplicateTerms;
import io.hexdispatch.grid.GridLevel;
import io.hexdispatch.jointhandling.Policy;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One rule of a rules file: who handles these categories in this area.
 *
 * @param fileName the file that it stands in
 * @param line where in the file it begins, from 1
 * @param kind the kind of the categories; empty for both kinds
 * @param categories what it matches: codes ({@code 02014}), major classes ({@code 02*}) or everything ({@code *}); empty
 *     for the default rule
 * @param area the code of the grid inside which it holds; empty for everywhere
 * @param level it holds where the centre that answers is of this level; empty for all of them
 * @param during the part of the day in which it holds; empty for all day
 * @param lead the department that leads (主办)
 * @param coHandling the departments that handle it with the lead (协办); never the lead itself
 * @param skill what a responder must be able to do; empty if anybody can
 * @param deadlines how long what may take, with what holds for every rule filled in
 * @param jointHandling what comes of grounds for joint handling; empty where what holds for every rule does
 * @param duplicates which reports are taken for the same, with what holds for every rule filled in
 */
public record AssignmentRule(
        String fileName,
        int line,
        Optional<CategoryKind> kind,
        List<String> categories,
        Optional<String> area,
        Optional<GridLevel> level,
        Optional<TimeOfDay> during,
        Department lead,
        List<Department> coHandling,
        Optional<String> skill,
        DeadlineTerms deadlines,
        Optional<Policy> jointHandling,
        DuplicateTerms duplicates) {
    public AssignmentRule {
        categories = List.copyOf(categories);
        coHandling = List.copyOf(coHandling);
    }

    /** Whether it is the rule for everything that no other rule matches. */
    public boolean isDefault() {
        return categories.isEmpty();
    }

    /** Says where it stands and what it matches, such as {@code default-rules.yaml:120 (事项 02014, 02015 in 410181)}. */
    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder(fileName).append(':').append(line).append(" (");
        if (isDefault()) {
            text.append("default");
        } else {
            kind.ifPresent(only -> text.append(only.chineseName()).append(' '));
            text.append(String.join(", ", categories));
        }
        area.ifPresent(code -> text.append(" in ").append(code));
        level.ifPresent(only -> text.append(" at level ").append(only.name().toLowerCase(Locale.ROOT)));
        during.ifPresent(part -> text.append(" during ").append(part));
        return text.append(')').toString();
    }
}
