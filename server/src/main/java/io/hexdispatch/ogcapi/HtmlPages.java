package io.hexdispatch.ogcapi;

import io.hexdispatch.ogcapi.feature.Feature;
import io.hexdispatch.ogcapi.feature.FeaturePage;
import io.hexdispatch.ogcapi.feature.Layer;
import io.hexdispatch.ogcapi.feature.LayerDescription;
import io.hexdispatch.ogcapi.feature.Property;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The same documents as pages for people: plain, without scripts, images or anything loaded from elsewhere. */
final class HtmlPages {
    private static final String STYLE =
            """
            body{font:16px/1.5 system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif;margin:0 auto;max-width:72rem;padding:1rem;color:#1b1f24;background:#fff}
            nav{font-size:.9rem;color:#57606a}a{color:#0b57a4}h1{font-size:1.5rem;margin:.5rem 0}
            .scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.9rem}
            th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid #d8dee4}
            th{background:#f6f8fa}td:first-child{white-space:nowrap}code{font-size:.85rem;overflow-wrap:anywhere}svg{width:100%;max-height:22rem;background:#f6f8fa;margin:1rem 0}
            path{fill:#0b57a433;stroke:#0b57a4;vector-effect:non-scaling-stroke}path.line{fill:none}circle{fill:#b3261e}
            """;

    private HtmlPages() {}

    static String landing(GisRequest request) {
        return page(
                request,
                Documents.TITLE,
                "<p>" + escaped(Documents.ABOUT) + "</p><ul><li>" + anchor(request, "/collections", "Collections")
                        + "</li><li>" + anchor(request, "/conformance", "Standards that it keeps") + "</li><li>"
                        + anchor(request, "/api", "The API") + "</li></ul><p>In QGIS: <em>Layer, Add WFS / OGC API"
                        + " - Features Layer, New</em>, with the address <code>" + escaped(request.link(""))
                        + "</code> and a header <code>Authorization: Bearer TOKEN</code>.</p>");
    }

    static String conformance(GisRequest request, JsonObject document) {
        StringBuilder list = new StringBuilder("<ul>");
        document.getJsonArray("conformsTo").forEach(uri -> list.append("<li><code>")
                .append(escaped(uri.toString()))
                .append("</code></li>"));
        return page(request, "Standards that it keeps", list + "</ul>");
    }

    static String collections(GisRequest request, List<Layer> layers) {
        StringBuilder rows =
                new StringBuilder("<div class=scroll><table><tr><th>Collection<th>What it holds<th>Features");
        for (Layer layer : layers) {
            LayerDescription description = layer.description();
            String path = "/collections/" + description.id();
            rows.append("<tr><td>")
                    .append(anchor(request, path, description.title()))
                    .append("<br><code>")
                    .append(escaped(description.id()))
                    .append("</code><td>")
                    .append(escaped(description.description()))
                    .append("<td>")
                    .append(anchor(request, path + "/items", "features"));
        }
        return page(request, "Collections", rows + "</table></div>");
    }

    static String collection(GisRequest request, LayerDescription layer) {
        String path = "/collections/" + layer.id();
        String extent = layer.extent()
                .map(box -> "<p>Extent: " + box.getMinX() + " to " + box.getMaxX() + " degrees east, " + box.getMinY()
                        + " to " + box.getMaxY() + " degrees north</p>")
                .orElse("");
        return page(
                request,
                layer.title(),
                "<p>" + escaped(layer.description()) + "</p>" + extent + "<p>"
                        + anchor(request, path + "/items", "Features") + " · "
                        + anchor(request, path + "/queryables", "What a filter may name") + "</p>" + columns(layer));
    }

    static String queryables(GisRequest request, LayerDescription layer) {
        return page(
                request,
                "What a filter on " + layer.title() + " may name",
                columns(layer) + "<p>And <code>geometry</code>, in <code>S_INTERSECTS(geometry, BBOX(113, 34, 114, 35))"
                        + "</code> and its like.</p>");
    }

    private static String columns(LayerDescription layer) {
        StringBuilder rows = new StringBuilder("<div class=scroll><table><tr><th>Property<th>What it holds<th>Type");
        for (Property property : layer.properties()) {
            rows.append("<tr><td><code>")
                    .append(escaped(property.name()))
                    .append("</code><td>")
                    .append(escaped(property.title()))
                    .append(property.values().isEmpty() ? "" : ": " + escaped(String.join(", ", property.values())))
                    .append("<td>")
                    .append(property.type().name().toLowerCase(Locale.ROOT));
        }
        return rows + "</table></div>";
    }

    /** @param next the address of the next page */
    static String items(GisRequest request, LayerDescription layer, FeaturePage page, Optional<String> next) {
        StringBuilder rows = new StringBuilder("<div class=scroll><table><tr>");
        layer.properties().forEach(property -> rows.append("<th>").append(escaped(property.name())));
        for (Feature feature : page.features()) {
            rows.append("<tr>");
            boolean first = true;
            for (Property property : layer.properties()) {
                String value = escaped(
                        feature.property(property.name()).map(Object::toString).orElse(""));
                rows.append("<td>")
                        .append(
                                first
                                        ? anchorHtml(
                                                request,
                                                "/collections/" + layer.id() + "/items/" + encoded(feature.id()),
                                                value)
                                        : value);
                first = false;
            }
        }
        String count = page.features().size()
                + page.matched().map(matched -> " of " + matched).orElse("") + " features";
        return page(
                request,
                layer.title(),
                "<p>" + count
                        + next.map(href -> " · <a rel=next href=\"" + escaped(href) + "\">next page</a>")
                                .orElse("")
                        + "</p>" + SvgSketch.of(page.features()) + rows + "</table></div>");
    }

    static String item(GisRequest request, LayerDescription layer, Feature feature) {
        StringBuilder rows = new StringBuilder("<table>");
        layer.properties().forEach(property -> rows.append("<tr><th>")
                .append(escaped(property.title()))
                .append("<td>")
                .append(escaped(
                        feature.property(property.name()).map(Object::toString).orElse(""))));
        return page(request, layer.title() + ": " + feature.id(), SvgSketch.of(List.of(feature)) + rows + "</table>");
    }

    static String api(GisRequest request, JsonObject document) {
        StringBuilder rows =
                new StringBuilder("<div class=scroll><table><tr><th>Path<th>What it answers<th>Parameters");
        for (var path : document.getJsonObject("paths")) {
            JsonObject get = ((JsonObject) path.getValue()).getJsonObject("get");
            rows.append("<tr><td><code>")
                    .append(escaped(path.getKey()))
                    .append("</code><td>")
                    .append(escaped(get.getString("summary")))
                    .append("<td><code>")
                    .append(escaped(names(get.getJsonArray("parameters"))))
                    .append("</code>");
        }
        return page(
                request,
                "The API",
                rows + "</table></div><p>As <a href=\"" + escaped(request.link("/api?f=json"))
                        + "\">OpenAPI 3.0</a>.</p>");
    }

    private static String names(JsonArray parameters) {
        return String.join(
                ", ",
                parameters.stream()
                        .map(JsonObject.class::cast)
                        .map(parameter -> parameter.containsKey("$ref")
                                ? parameter.getString("$ref").replaceAll(".*/", "")
                                : parameter.getString("name"))
                        .toList());
    }

    private static String page(GisRequest request, String title, String body) {
        StringBuilder trail = new StringBuilder("<nav>" + anchor(request, "", "HexDispatch"));
        StringBuilder path = new StringBuilder();
        for (String segment : request.segments()) {
            path.append('/').append(encoded(segment));
            trail.append(" / ").append(anchor(request, path.toString(), segment));
        }
        String json = request.link(request.path()) + request.parameters().with("f", Optional.of("json"));
        return "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content=\"width=device-width\">"
                + "<title>" + escaped(title) + "</title><style>" + STYLE + "</style>"
                + "<link rel=alternate type=\"application/json\" href=\"" + escaped(json) + "\">"
                + trail + " · <a href=\"" + escaped(json) + "\">JSON</a></nav><h1>" + escaped(title) + "</h1>" + body
                + "</html>";
    }

    private static String anchor(GisRequest request, String path, String text) {
        return anchorHtml(request, path, escaped(text));
    }

    private static String anchorHtml(GisRequest request, String path, String html) {
        return "<a href=\"" + escaped(request.link(path + "?f=html")) + "\">" + html + "</a>";
    }

    private static String encoded(String segment) {
        return QueryParameters.encoded(segment).replace("+", "%20");
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
