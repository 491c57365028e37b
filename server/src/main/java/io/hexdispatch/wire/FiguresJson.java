package io.hexdispatch.wire;

import io.hexdispatch.figures.Dimension;
import io.hexdispatch.figures.Figure;
import io.hexdispatch.figures.FigureQuery;
import io.hexdispatch.figures.Figures.Line;
import io.hexdispatch.figures.Period;
import io.hexdispatch.flow.FigureNames;
import io.hexdispatch.flow.ReadFigures.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Figures as JSON. A figure that is a share of nothing is left out. */
public final class FiguresJson {
    private final FigureNames names;

    public FiguresJson(FigureNames names) {
        this.names = names;
    }

    public JsonObject of(Answer answer) {
        FigureQuery query = answer.query();
        JsonArray groupBy = new JsonArray();
        query.by().map(Dimension::text).ifPresent(groupBy::add);
        query.period().map(Period::text).ifPresent(groupBy::add);
        JsonArray groups = new JsonArray();
        answer.figures().lines().forEach(line -> groups.add(group(query, line)));
        return new JsonObject()
                .put("from", query.from().toString())
                .put("to", query.to().toString())
                .put("groupBy", groupBy)
                .put("countedAt", answer.countedAt().toString())
                .put("total", figures(new JsonObject(), answer.figures().total()))
                .put("groupCount", answer.figures().groups())
                .put("offset", query.offset())
                .put("groups", groups);
    }

    /** What has no such thing, as most places have no dedicated grid, has null for it. */
    private JsonObject group(FigureQuery query, Line line) {
        JsonObject json = new JsonObject();
        query.period().ifPresent(period -> json.put(period.text(), line.period()));
        query.by().ifPresent(dimension -> {
            json.put(dimension.text(), line.value().isEmpty() ? null : line.value());
            names.name(dimension, line.value()).ifPresent(name -> json.put("name", name));
        });
        return figures(json, line);
    }

    private static JsonObject figures(JsonObject json, Line line) {
        for (Figure figure : Figure.values()) {
            figure.of(line).ifPresent(value -> json.put(figure.text(), value));
        }
        return json;
    }
}
