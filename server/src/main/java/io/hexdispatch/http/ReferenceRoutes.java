package io.hexdispatch.http;

import static io.vertx.core.http.HttpMethod.GET;

import io.hexdispatch.access.Role;
import io.hexdispatch.assignment.AssignmentRules;
import io.hexdispatch.assignment.LiveRules;
import io.hexdispatch.category.Categories;
import io.hexdispatch.wire.CaseFileJson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.EnumSet;

/** The lists that a report and an order speak in: categories and units. */
public final class ReferenceRoutes {
    private final Categories categories;
    private final LiveRules rules;

    public ReferenceRoutes(Categories categories, LiveRules rules) {
        this.categories = categories;
        this.rules = rules;
    }

    public void mount(HttpApi api) {
        JsonArray categoryList = new JsonArray();
        categories.all().forEach(category -> categoryList.add(CaseFileJson.category(category)));
        JsonObject categoriesAnswer = new JsonObject()
                .put("standard", "GB/T 47678.5-2026 after our reading of it, with local extensions")
                .put("categories", categoryList);
        api.allow(
                GET,
                "/api/v1/categories",
                EnumSet.allOf(Role.class),
                context -> Answers.json(context, 200, categoriesAnswer));
        api.allow(
                GET,
                "/api/v1/units",
                EnumSet.allOf(Role.class),
                context -> Answers.json(context, 200, units(rules.current())));
    }

    private static JsonObject units(AssignmentRules rules) {
        JsonArray units = new JsonArray();
        rules.units()
                .forEach(unit -> units.add(new JsonObject()
                        .put("code", unit.code())
                        .put("name", unit.name())
                        .put("department", unit.department().code())
                        .put("area", unit.area())));
        return new JsonObject().put("title", rules.title()).put("units", units);
    }
}
