package io.hexdispatch.assignment;

import io.hexdispatch.assignment.RuleChoice.Claim;
import io.hexdispatch.assignment.RuleChoice.Claimant;
import io.hexdispatch.category.Categories;
import io.hexdispatch.category.Category;
import io.hexdispatch.category.CategoryKey;
import io.hexdispatch.category.CategoryKind;
import io.hexdispatch.deadline.DeadlineTerms;
import io.hexdispatch.duplicate.DuplicateTerms;
import io.hexdispatch.grid.GridLevel;
import io.hexdispatch.jointhandling.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;

/** The sections {@code skills}, {@code rules} and {@code default} of a rules file. */
final class RuleSections {
    private static final int RULES_MAX = 1_000;
    private static final int SHOWN_MAX = 5;
    private static final Pattern CATEGORY_PATTERN = Pattern.compile("[0-9]{5}|[0-9]{2}\\*|\\*");
    private static final List<String> RULE_KEYS = List.of(
            "categories",
            "kind",
            "area",
            "level",
            "during",
            "lead",
            "coHandling",
            "skill",
            "deadlines",
            JointSection.KEY,
            "duplicates");
    private static final List<String> DEFAULT_RULE_KEYS =
            List.of("lead", "coHandling", "skill", "deadlines", JointSection.KEY, "duplicates");
    private static final Map<String, CategoryKind> KINDS =
            Map.of("event", CategoryKind.EVENT, "component", CategoryKind.COMPONENT);

    private final UnitSections units;
    private final DeadlineSections deadlines;
    private final JointSection joint;
    private final DuplicateSections duplicates;
    private final Categories categories;
    private final Problems problems;
    private final Declarations<String> skills;
    private final List<AssignmentRule> rules = new ArrayList<>();
    private final Optional<AssignmentRule> defaultRule;
    private final Map<Claim, List<Claimant>> claims = new HashMap<>();
    /** All claims with their lines, those of rules that are broken otherwise included. */
    private final Map<Claim, List<Claimed>> claimed = new HashMap<>();

    private record Claimed(Optional<TimeOfDay> during, int line) {}

    /**
     * Where and when a rule holds.
     *
     * @param known false where something of it is wrong, which has been reported
     */
    private record Scope(
            Optional<CategoryKind> kind,
            Optional<String> area,
            Optional<GridLevel> level,
            Optional<TimeOfDay> during,
            boolean known) {
        private static final Scope ALL =
                new Scope(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), true);

        private String claimedArea() {
            return area.or(() -> level.map(RuleChoice::areaOf)).orElse(RuleChoice.EVERYWHERE);
        }
    }

    /** Whether it is known what every rule claims; if not, nothing can be said about what they leave out. */
    private boolean claimsKnown = true;

    RuleSections(
            YamlMapping root,
            UnitSections units,
            DeadlineSections deadlines,
            JointSection joint,
            Categories categories,
            Problems problems) {
        this.units = units;
        this.deadlines = deadlines;
        this.joint = joint;
        this.duplicates = new DuplicateSections(root, problems);
        this.categories = categories;
        this.problems = problems;
        this.skills = new Declarations<>("skill", problems);
        if (root.has("skills")) {
            root.list("skills").forEach(node -> YamlMapping.code(node, "a skill", problems)
                    .ifPresent(skill -> skills.add(skill, skill, node)));
        }
        List<Node> nodes = root.list("rules");
        if (nodes.size() > RULES_MAX) {
            problems.add(nodes.get(RULES_MAX), "more than " + RULES_MAX + " rules; join some, or use class patterns");
        }
        nodes.stream().limit(RULES_MAX).forEach(this::readRule);
        defaultRule = root.optional("default")
                .flatMap(node -> YamlMapping.of(node, "the default rule", DEFAULT_RULE_KEYS, problems))
                .flatMap(rule -> read(rule, Scope.ALL, List.of()));
        if (!root.has("default") && !nodes.isEmpty() && claimsKnown) {
            checkCoverage(root.node());
        }
    }

    private void readRule(Node node) {
        Optional<YamlMapping> mapping = YamlMapping.of(node, "a rule", RULE_KEYS, problems);
        if (mapping.isEmpty()) {
            claimsKnown = false;
            return;
        }
        YamlMapping rule = mapping.get();
        Scope scope = scope(rule);

        Map<String, Node> patterns = new LinkedHashMap<>();
        List<Node> patternNodes = rule.list("categories");
        for (Node patternNode : patternNodes) {
            pattern(patternNode).ifPresent(pattern -> {
                if (patterns.putIfAbsent(pattern, patternNode) != null) {
                    problems.add(patternNode, Problems.quoted(pattern) + " is already in this rule; remove one");
                }
            });
        }
        claimsKnown &= scope.known() && !patternNodes.isEmpty() && patterns.size() == patternNodes.size();

        Optional<AssignmentRule> read = read(rule, scope, List.copyOf(patterns.keySet()));
        read.ifPresent(rules::add);
        if (scope.known()) {
            patterns.forEach((pattern, patternNode) -> claimed(pattern, scope.kind(), patternNode)
                    .forEach(categoryKind -> claim(
                            new Claim(categoryKind, pattern, scope.claimedArea()),
                            new Claimed(scope.during(), Problems.line(node)),
                            read,
                            patternNode)));
        }
    }

    private Scope scope(YamlMapping rule) {
        Optional<CategoryKind> kind = rule.optional("kind").flatMap(this::kind);
        Optional<String> area = rule.has("area") ? rule.gridCode("area") : Optional.empty();
        Optional<GridLevel> level = rule.optional("level").flatMap(this::level);
        Optional<TimeOfDay> during = rule.optional("during").flatMap(this::during);
        if (rule.has("area") && rule.has("level")) {
            problems.add(
                    rule.optional("level").orElseThrow(),
                    "a rule holds in one \"area\" or at one \"level\" of centres; remove one of the two keys");
        }
        return new Scope(
                kind,
                area,
                level,
                during,
                rule.has("kind") == kind.isPresent()
                        && rule.has("area") == area.isPresent()
                        && rule.has("level") == level.isPresent()
                        && rule.has("during") == during.isPresent()
                        && !(rule.has("area") && rule.has("level")));
    }

    private Optional<AssignmentRule> read(YamlMapping rule, Scope scope, List<String> patterns) {
        Optional<Department> lead = rule.required("lead").flatMap(this::departmentWithUnits);
        List<Department> coHandling = new ArrayList<>();
        if (rule.has("coHandling")) {
            for (Node node : rule.list("coHandling")) {
                departmentWithUnits(node).ifPresent(department -> {
                    if (lead.filter(department::equals).isPresent() || coHandling.contains(department)) {
                        problems.add(node, "department " + department.code() + " is already in this rule; remove one");
                    } else {
                        coHandling.add(department);
                    }
                });
            }
        }
        Optional<String> skill = rule.optional("skill")
                .flatMap(node -> YamlMapping.text(node, "\"skill\"", problems).flatMap(name -> skill(name, node)));
        DeadlineTerms terms = deadlines.of(rule);
        Optional<Policy> policy = joint.of(rule);
        DuplicateTerms same = duplicates.of(rule);
        return lead.map(department -> new AssignmentRule(
                problems.fileName(),
                Problems.line(rule.node()),
                scope.kind(),
                patterns,
                scope.area(),
                scope.level(),
                scope.during(),
                department,
                coHandling,
                skill,
                terms,
                policy,
                same));
    }

    private Optional<GridLevel> level(Node node) {
        Optional<String> name = YamlMapping.text(node, "\"level\"", problems);
        Optional<GridLevel> level = name.flatMap(text -> Situation.LEVELS.stream()
                .filter(each -> nameOf(each).equals(text))
                .findFirst());
        if (name.isPresent() && level.isEmpty()) {
            problems.add(
                    node,
                    "level " + Problems.quoted(name.get()) + " has no centres; write "
                            + Situation.LEVELS.stream()
                                    .map(RuleSections::nameOf)
                                    .collect(Collectors.joining(", ")));
        }
        return level;
    }

    private static String nameOf(GridLevel level) {
        return level.name().toLowerCase(Locale.ROOT);
    }

    private Optional<TimeOfDay> during(Node node) {
        Optional<String> text = YamlMapping.text(node, "\"during\"", problems);
        Optional<TimeOfDay> during = text.flatMap(TimeOfDay::parse);
        if (text.isPresent() && during.isEmpty()) {
            problems.add(
                    node,
                    Problems.quoted(text.get())
                            + " is no part of a day; write such as 07:00-19:00, or 19:00-07:00 over midnight");
        }
        return during;
    }

    private Optional<CategoryKind> kind(Node node) {
        Optional<String> name = YamlMapping.text(node, "\"kind\"", problems);
        Optional<CategoryKind> kind = name.map(KINDS::get);
        if (name.isPresent() && kind.isEmpty()) {
            problems.add(
                    node,
                    "kind " + Problems.quoted(name.get())
                            + " is not known; write event or component, or leave the key out for both");
        }
        return kind;
    }

    private Optional<String> pattern(Node node) {
        Optional<String> pattern = YamlMapping.text(node, "a category", problems);
        if (pattern.isPresent() && !CATEGORY_PATTERN.matcher(pattern.get()).matches()) {
            problems.add(
                    node,
                    Problems.quoted(pattern.get())
                            + " is no category; write five digits (02014), a class (02*) or everything (\"*\")");
            return Optional.empty();
        }
        return pattern;
    }

    /** The kinds in which the pattern matches a category; none, with the problem reported, if there is no such category. */
    private List<CategoryKind> claimed(String pattern, Optional<CategoryKind> kind, Node node) {
        List<CategoryKind> asked = kind.map(List::of).orElse(List.of(CategoryKind.values()));
        List<CategoryKind> matched =
                asked.stream().filter(each -> isKnown(each, pattern)).toList();
        if (matched.isEmpty()) {
            claimsKnown = false;
            String asKind = kind.map(only -> " of kind " + nameOf(only)).orElse("");
            problems.add(node, "there is no category " + pattern + asKind + "; " + nearest(pattern, asked));
        }
        return matched;
    }

    private boolean isKnown(CategoryKind kind, String pattern) {
        return pattern.length() == 5
                ? categories.find(kind, pattern).isPresent()
                : categories.all().stream().anyMatch(category -> category.kind() == kind && matches(category, pattern));
    }

    private static boolean matches(Category category, String pattern) {
        return pattern.equals("*") || pattern.equals(category.majorClassCode() + "*");
    }

    /** What exists instead: the codes of the same class, or else the classes. */
    private String nearest(String pattern, List<CategoryKind> kinds) {
        List<Category> candidates = categories.all().stream()
                .filter(category -> kinds.contains(category.kind()))
                .toList();
        String majorClass = pattern.substring(0, 2);
        TreeSet<String> codes = candidates.stream()
                .filter(category -> category.majorClassCode().equals(majorClass))
                .map(Category::code)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!codes.isEmpty()) {
            return "class " + majorClass + " has codes from " + codes.first() + " to " + codes.last();
        }
        TreeSet<String> classes =
                candidates.stream().map(Category::majorClassCode).collect(Collectors.toCollection(TreeSet::new));
        return "the classes are " + String.join(", ", classes);
    }

    private void claim(Claim claim, Claimed claimant, Optional<AssignmentRule> rule, Node node) {
        List<Claimed> before = claimed.computeIfAbsent(claim, first -> new ArrayList<>(1));
        Optional<Claimed> rival = before.stream()
                .filter(other -> collide(other.during(), claimant.during()))
                .findFirst();
        if (rival.isEmpty()) {
            before.add(claimant);
            rule.ifPresent(read -> claims.computeIfAbsent(claim, first -> new ArrayList<>(1))
                    .add(new Claimant(claimant.during(), read)));
            return;
        }
        String where = claim.area().equals(RuleChoice.EVERYWHERE)
                ? ""
                : claim.area().startsWith("@")
                        ? " at level " + claim.area().substring(1).toLowerCase(Locale.ROOT)
                        : " in area " + claim.area();
        problems.add(
                node,
                nameOf(claim.kind()) + " " + claim.pattern() + where
                        + claimant.during().map(part -> " during " + part).orElse("")
                        + " is already matched by the rule at line "
                        + rival.get().line()
                        + "; remove it from one of the two or give one a narrower area");
    }

    /** A rule for a part of the day comes before one for all of it, so these two go together. */
    private static boolean collide(Optional<TimeOfDay> one, Optional<TimeOfDay> other) {
        return one.isPresent() && other.isPresent()
                ? one.get().overlaps(other.get())
                : one.isEmpty() && other.isEmpty();
    }

    private Optional<Department> departmentWithUnits(Node node) {
        Optional<Department> department = units.department(node);
        department
                .filter(known -> !units.hasUnits(known))
                .ifPresent(known -> problems.add(
                        node, "department " + known.code() + " has no unit; list at least one under \"units\""));
        return department;
    }

    private Optional<String> skill(String name, Node node) {
        if (skills.values().isEmpty()) {
            problems.add(node, "no skill is declared; list " + Problems.quoted(name) + " under \"skills\"");
            return Optional.empty();
        }
        return skills.find(name, node);
    }

    private void checkCoverage(Node root) {
        List<CategoryKey> uncovered = categories.all().stream()
                .filter(category -> RuleChoice.mostSpecificFirst(category, RuleChoice.EVERYWHERE).stream()
                        .flatMap(claim -> claimed.getOrDefault(claim, List.of()).stream())
                        .noneMatch(claimant -> claimant.during().isEmpty()))
                .map(Category::key)
                .toList();
        if (!uncovered.isEmpty()) {
            String shown = uncovered.stream()
                    .limit(SHOWN_MAX)
                    .map(key -> nameOf(key.kind()) + " " + key.code())
                    .collect(Collectors.joining(", "));
            problems.add(
                    root,
                    "no rule without area, level and time matches " + uncovered.size() + " categories (" + shown
                            + (uncovered.size() > SHOWN_MAX ? ", …" : "") + "); add the key \"default\"");
        }
    }

    private static String nameOf(CategoryKind kind) {
        return kind == CategoryKind.EVENT ? "event" : "component";
    }

    List<String> skills() {
        return List.copyOf(skills.values().keySet());
    }

    /** The rules without the default rule, in the order of the file. */
    List<AssignmentRule> rules() {
        return rules;
    }

    Optional<AssignmentRule> defaultRule() {
        return defaultRule;
    }

    Map<Claim, List<Claimant>> claims() {
        return claims;
    }
}
