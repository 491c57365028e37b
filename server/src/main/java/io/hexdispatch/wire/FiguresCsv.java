package io.hexdispatch.wire;

import io.hexdispatch.figures.Figure;
import io.hexdispatch.figures.FigureQuery;
import io.hexdispatch.figures.Figures.Line;
import io.hexdispatch.flow.FigureNames;
import io.hexdispatch.flow.ReadFigures.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Figures as CSV after RFC 4180, for spreadsheets: a row of English names, one of Chinese ones, one for each group, and one for all
 * together. With a byte order mark, as Excel else takes Chinese for the system's own encoding.
 */
public final class FiguresCsv {
    public static final String CONTENT_TYPE = "text/csv; charset=utf-8; header=present";

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    /** What a spreadsheet takes for the beginning of a formula. */
    private static final String FORMULA_BEGINS = "=+-@\t\r\n＝＋－＠";

    private final FigureNames names;

    public FiguresCsv(FigureNames names) {
        this.names = names;
    }

    public String of(Answer answer) {
        FigureQuery query = answer.query();
        StringBuilder text = new StringBuilder(BYTE_ORDER_MARK);
        List<String> english = new ArrayList<>();
        List<String> chinese = new ArrayList<>();
        query.period().ifPresent(period -> {
            english.add(period.text());
            chinese.add("时段");
        });
        query.by().ifPresent(dimension -> {
            english.addAll(List.of(dimension.text(), "name"));
            chinese.addAll(List.of(dimension.chinese(), "名称"));
        });
        for (Figure figure : Figure.values()) {
            english.add(figure.text());
            chinese.add(figure.chinese());
        }
        row(text, english);
        row(text, chinese);
        answer.figures().lines().forEach(line -> row(text, cells(query, line)));
        List<String> total = cells(query, answer.figures().total());
        if (query.by().isPresent() || query.period().isPresent()) {
            total.set(0, "合计");
        }
        row(text, total);
        return text.toString();
    }

    private List<String> cells(FigureQuery query, Line line) {
        List<String> cells = new ArrayList<>();
        query.period().map(period -> line.period()).ifPresent(cells::add);
        query.by().ifPresent(dimension -> {
            cells.add(line.value());
            cells.add(names.name(dimension, line.value()).orElse(""));
        });
        for (Figure figure : Figure.values()) {
            cells.add(figure.of(line).map(Object::toString).orElse(""));
        }
        return cells;
    }

    private static void row(StringBuilder text, List<String> cells) {
        text.append(cells.stream().map(FiguresCsv::cell).collect(Collectors.joining(",")))
                .append("\r\n");
    }

    /** Sources and responders bear names that others chose; none of them may run as a formula where the file is opened. */
    static String cell(String value) {
        String safe = !value.isEmpty() && FORMULA_BEGINS.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
        boolean needsQuotes = safe.chars().anyMatch(each -> each == ',' || each == '"' || each == '\r' || each == '\n');
        return needsQuotes ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
