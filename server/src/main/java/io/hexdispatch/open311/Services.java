package io.hexdispatch.open311;

import io.hexdispatch.category.Categories;
import io.hexdispatch.category.Category;
import io.hexdispatch.category.CategoryKind;
import io.hexdispatch.grid.coordinate.CoordinateSystem;
import io.hexdispatch.wire.PlaceJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Our categories as the services of the specification. Each has one attribute: the coordinate system of the place. */
final class Services {
    static final String CRS = "attribute[crs]";
    private static final String COMPONENT = "component-";

    private final Categories categories;

    Services(Categories categories) {
        this.categories = categories;
    }

    static String code(Category category) {
        return (category.kind() == CategoryKind.COMPONENT ? COMPONENT : "") + category.code();
    }

    Optional<Category> find(String code) {
        return code.startsWith(COMPONENT)
                ? categories.find(CategoryKind.COMPONENT, code.substring(COMPONENT.length()))
                : categories.find(CategoryKind.EVENT, code);
    }

    Category get(String code) {
        return find(code)
                .orElseThrow(() -> new RefusedRequestException(
                        404, "service_code \"" + code + "\" was not found; GET services lists them"));
    }

    List<Map<String, Object>> list() {
        List<Map<String, Object>> services = new ArrayList<>();
        for (Category category : categories.all()) {
            Map<String, Object> service = new LinkedHashMap<>();
            service.put("service_code", code(category));
            service.put("service_name", category.name());
            service.put("description", category.majorClass() + "：" + category.name());
            service.put("metadata", true);
            service.put("type", "realtime");
            service.put(
                    "keywords", category.majorClass() + ", " + category.kind().chineseName());
            service.put("group", category.majorClass());
            services.add(service);
        }
        return services;
    }

    static Map<String, Object> definition(Category category) {
        Map<String, Object> attribute = new LinkedHashMap<>();
        attribute.put("variable", true);
        attribute.put("code", "crs");
        attribute.put("datatype", "singlevaluelist");
        attribute.put("required", false);
        attribute.put("datatype_description", "wgs84 where it is left out");
        attribute.put("order", 1);
        attribute.put(
                "description", "The coordinate system of lat and long. Phones and map services in China give gcj02.");
        attribute.put(
                "values",
                Arrays.stream(CoordinateSystem.values())
                        .map(crs -> Map.<String, Object>of("key", PlaceJson.text(crs), "name", PlaceJson.text(crs)))
                        .toList());
        Map<String, Object> definition = new LinkedHashMap<>();
        definition.put("service_code", code(category));
        definition.put("attributes", List.of(attribute));
        return definition;
    }
}
