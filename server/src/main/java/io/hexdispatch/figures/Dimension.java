package io.hexdispatch.figures;

import io.hexdispatch.category.CategoryKind;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** By what figures are told apart. Each is read from the word that one column of the facts has. */
public enum Dimension {
    CITY("city", "市", Column.AREA, area -> part(area, 0)),
    COUNTY("county", "区县", Column.AREA, area -> part(area, 1)),
    TOWNSHIP("township", "乡镇街道", Column.AREA, area -> part(area, 2)),
    DEDICATED("dedicated", "专属网格", Column.AREA, area -> part(area, 3)),
    /** The operations centre that answers: of the dedicated grid, or else the township, the county, the city. */
    CENTRE("centre", "运行中心", Column.AREA, Dimension::centre),
    UNIT("unit", "处置单位", Column.UNIT, UnaryOperator.identity()),
    POST("post", "岗位", Column.POST, UnaryOperator.identity()),
    SOURCE("source", "来源", Column.SOURCE, UnaryOperator.identity()),
    CATEGORY("category", "小类", Column.CATEGORY, UnaryOperator.identity()),
    MAJOR_CLASS("class", "大类", Column.CATEGORY, category -> category.substring(0, category.indexOf(':') + 3));

    /** A column of the facts. */
    enum Column {
        AREA,
        SOURCE,
        CATEGORY,
        UNIT,
        POST
    }

    /** No code of a grid holds it. */
    private static final char SEPARATOR = '|';

    private final String text;
    private final String chinese;
    private final Column column;
    private final UnaryOperator<String> value;

    Dimension(String text, String chinese, Column column, UnaryOperator<String> value) {
        this.text = text;
        this.chinese = chinese;
        this.column = column;
        this.value = value;
    }

    /** The name on the wire. */
    public String text() {
        return text;
    }

    public String chinese() {
        return chinese;
    }

    Column column() {
        return column;
    }

    /** What a word of the column is in this dimension; empty text for nothing, such as the dedicated grid of most places. */
    String value(String word) {
        return value.apply(word);
    }

    public static Optional<Dimension> ofText(String text) {
        return Arrays.stream(values())
                .filter(dimension -> dimension.text.equals(text))
                .findFirst();
    }

    public static String texts() {
        return Arrays.stream(values()).map(Dimension::text).collect(Collectors.joining(", "));
    }

    /** The word of an area; empty text for a grid that there is not. */
    public static String area(String city, String county, String township, String dedicated) {
        return Stream.of(city, county, township, dedicated).collect(Collectors.joining(String.valueOf(SEPARATOR)));
    }

    /** The word of a category, such as {@code event:01001}. */
    public static String category(CategoryKind kind, String code) {
        return kind.name().toLowerCase(Locale.ROOT) + ":" + code;
    }

    private static String part(String area, int index) {
        int from = 0;
        for (int i = 0; i < index; i++) {
            from = area.indexOf(SEPARATOR, from) + 1;
        }
        int to = area.indexOf(SEPARATOR, from);
        return area.substring(from, to < 0 ? area.length() : to);
    }

    private static String centre(String area) {
        for (Dimension level : new Dimension[] {DEDICATED, TOWNSHIP, COUNTY}) {
            String code = level.value(area);
            if (!code.isEmpty()) {
                return code;
            }
        }
        return CITY.value(area);
    }
}
