package io.hexdispatch.flow;

import io.hexdispatch.assignment.LiveRules;
import io.hexdispatch.assignment.Responder;
import io.hexdispatch.assignment.Roster;
import io.hexdispatch.assignment.Unit;
import io.hexdispatch.category.Categories;
import io.hexdispatch.category.Category;
import io.hexdispatch.category.CategoryKind;
import io.hexdispatch.figures.Dimension;
import io.hexdispatch.grid.Grid;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.grid.GridLevel;
import io.hexdispatch.source.Source;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the values of dimensions are called, and which there are now. Old events may have others. */
public final class FigureNames {
    private static final int VALUES_TOLD_MAX = 20;

    private final LiveMap map;
    private final LiveRules rules;
    private final LiveSources sources;
    private final Roster roster;
    private final Categories categories;

    public FigureNames(LiveMap map, LiveRules rules, LiveSources sources, Roster roster, Categories categories) {
        this.map = map;
        this.rules = rules;
        this.sources = sources;
        this.roster = roster;
        this.categories = categories;
    }

    /** Empty where it is known no more, or has none. */
    public Optional<String> name(Dimension dimension, String value) {
        return switch (dimension) {
            case CITY, COUNTY, TOWNSHIP, DEDICATED, CENTRE -> grid(value).map(Grid::name);
            case UNIT -> rules.current().unit(value).map(Unit::name);
            case POST -> roster.find(value).map(Responder::name);
            case SOURCE -> sources.find(value).map(Source::name);
            case CATEGORY -> category(value).map(Category::name);
            case MAJOR_CLASS ->
                categories().filter(each -> isOfClass(each, value)).findFirst().map(Category::majorClass);
        };
    }

    /** The values that are meant: a code of a category or class alone may be that of an event or a component. */
    Set<String> meant(Dimension dimension, String text) {
        boolean isCode =
                (dimension == Dimension.CATEGORY || dimension == Dimension.MAJOR_CLASS) && text.indexOf(':') < 0;
        return isCode
                ? Arrays.stream(CategoryKind.values())
                        .map(kind -> Dimension.category(kind, text))
                        .collect(Collectors.toSet())
                : Set.of(text);
    }

    boolean isKnown(Dimension dimension, String value) {
        return switch (dimension) {
            case CITY, COUNTY, TOWNSHIP, DEDICATED ->
                grid(value)
                        .filter(found -> found.level().name().equals(dimension.name()))
                        .isPresent();
            case CENTRE ->
                grid(value).filter(found -> isOfCentre(found.level())).isPresent();
            case UNIT, POST, SOURCE, CATEGORY, MAJOR_CLASS ->
                name(dimension, value).isPresent();
        };
    }

    /** Which values there are, in words: the first of them. */
    String known(Dimension dimension) {
        List<String> values =
                switch (dimension) {
                    case CITY, COUNTY, TOWNSHIP, DEDICATED -> codes(EnumSet.of(GridLevel.valueOf(dimension.name())));
                    case CENTRE ->
                        codes(EnumSet.of(GridLevel.CITY, GridLevel.COUNTY, GridLevel.TOWNSHIP, GridLevel.DEDICATED));
                    case UNIT ->
                        rules.current().units().stream()
                                .map(Unit::code)
                                .sorted()
                                .toList();
                    case SOURCE ->
                        sources.all().stream().map(Source::key).sorted().toList();
                    case CATEGORY -> categories().map(FigureNames::word).toList();
                    case MAJOR_CLASS ->
                        categories()
                                .map(each -> word(each).substring(0, word(each).length() - 3))
                                .distinct()
                                .toList();
                    case POST -> List.of();
                };
        if (values.isEmpty()) {
            return dimension == Dimension.POST ? "the id of a responder is right" : "none is in the registry";
        }
        String first = values.stream().limit(VALUES_TOLD_MAX).collect(Collectors.joining(", "));
        return "right is one of " + first
                + (values.size() > VALUES_TOLD_MAX ? " and " + (values.size() - VALUES_TOLD_MAX) + " more" : "");
    }

    private static boolean isOfCentre(GridLevel level) {
        return level == GridLevel.CITY
                || level == GridLevel.COUNTY
                || level == GridLevel.TOWNSHIP
                || level == GridLevel.DEDICATED;
    }

    Optional<Grid> grid(String code) {
        return GridCode.isValid(code) ? map.current().grid(new GridCode(code)) : Optional.empty();
    }

    /** Whether one of the two grids lies in the other by the hierarchy; a dedicated grid may lie anywhere. */
    boolean mayOverlap(Grid one, Grid other) {
        return one.level() == GridLevel.DEDICATED
                || other.level() == GridLevel.DEDICATED
                || isWithin(one, other.code())
                || isWithin(other, one.code());
    }

    private boolean isWithin(Grid grid, GridCode above) {
        Optional<Grid> at = Optional.of(grid);
        while (at.isPresent() && !at.get().code().equals(above)) {
            at = at.get().parent().flatMap(map.current()::grid);
        }
        return at.isPresent();
    }

    private List<String> codes(Set<GridLevel> levels) {
        return map.current().grids().stream()
                .filter(grid -> levels.contains(grid.level()))
                .map(grid -> grid.code().value())
                .sorted()
                .toList();
    }

    private Stream<Category> categories() {
        return categories.all().stream();
    }

    private Optional<Category> category(String value) {
        int colon = value.indexOf(':');
        return Arrays.stream(CategoryKind.values())
                .filter(kind ->
                        colon > 0 && kind.name().toLowerCase(Locale.ROOT).equals(value.substring(0, colon)))
                .findFirst()
                .flatMap(kind -> categories.find(kind, value.substring(colon + 1)));
    }

    private static String word(Category category) {
        return Dimension.category(category.kind(), category.code());
    }

    private static boolean isOfClass(Category category, String value) {
        return word(category).startsWith(value)
                && value.length() == word(category).length() - 3;
    }
}
