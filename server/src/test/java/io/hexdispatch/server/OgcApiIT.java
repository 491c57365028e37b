package io.hexdispatch.server;

import static io.hexdispatch.server.OgcAnswers.admin;
import static io.hexdispatch.server.OgcAnswers.encoded;
import static io.hexdispatch.server.OgcAnswers.features;
import static io.hexdispatch.server.OgcAnswers.header;
import static io.hexdispatch.server.OgcAnswers.ids;
import static io.hexdispatch.server.OgcAnswers.items;
import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OGC API Features as a client meets it: from the landing page by the links alone. */
@ExtendWith(RunningServer.Shared.class)
final class OgcApiIT {
    private static final String FEATURES = "http://www.opengis.net/spec/ogcapi-features-";
    private static final String EPSG_4326 = "http://www.opengis.net/def/crs/EPSG/0/4326";

    @Test
    void everyLinkLeadsToWhatItSays(RunningServer city) {
        String token = admin(city);
        Set<String> seen = new HashSet<>();
        Deque<JsonObject> toVisit = new ArrayDeque<>();
        toVisit.add(new JsonObject().put("href", home(city) + "/ogc").put("type", "application/json"));
        Set<String> relations = new HashSet<>();
        while (!toVisit.isEmpty()) {
            JsonObject link = toVisit.remove();
            String href = link.getString("href");
            // The first pages of a collection show what the others would.
            if (!seen.add(href) || href.contains("after=")) {
                continue;
            }
            var answer = city.get(path(city, href), token);
            assertThat(answer.status()).as(href).isEqualTo(200);
            assertThat(header(answer, "content-type")).as(href).startsWith(link.getString("type"));
            if (header(answer, "content-type").contains("json")) {
                for (JsonObject found : links(answer.json())) {
                    relations.add(found.getString("rel"));
                    toVisit.add(found);
                }
            } else {
                assertThat(answer.response().body())
                        .startsWith("<!doctype html>")
                        .endsWith("</html>");
            }
        }
        assertThat(relations)
                .contains(
                        "self",
                        "alternate",
                        "service-desc",
                        "service-doc",
                        "conformance",
                        "data",
                        "items",
                        "next",
                        "http://www.opengis.net/def/rel/ogc/1.0/queryables");
        assertThat(seen).hasSizeGreaterThan(40);
    }

    private static List<JsonObject> links(JsonObject document) {
        List<JsonObject> links = new ArrayList<>();
        document.getJsonArray("links", new JsonArray()).forEach(link -> links.add((JsonObject) link));
        document.getJsonArray("collections", new JsonArray())
                .forEach(collection -> links.addAll(links((JsonObject) collection)));
        return links;
    }

    @Test
    void saysWhatItConformsTo(RunningServer city) {
        assertThat(city.get("/ogc/conformance", admin(city)).json().getJsonArray("conformsTo"))
                .contains(
                        FEATURES + "1/1.0/conf/core",
                        FEATURES + "1/1.0/conf/geojson",
                        FEATURES + "1/1.0/conf/html",
                        FEATURES + "1/1.0/conf/oas30",
                        FEATURES + "2/1.0/conf/crs",
                        FEATURES + "3/1.0/conf/features-filter",
                        "http://www.opengis.net/spec/cql2/1.0/conf/cql2-text");
    }

    @Test
    void theOpenApiDocumentNamesWhatIsThereAndNothingElse(RunningServer city) {
        String token = admin(city);
        JsonObject document = city.get("/ogc/api", token).json();
        assertThat(document.getString("openapi")).startsWith("3.0");
        JsonObject shared = document.getJsonObject("components").getJsonObject("parameters");
        Map<String, String> examples = Map.of(
                "f", "json",
                "bbox", "113,34,114,35",
                "bbox-crs", "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
                "crs", EPSG_4326,
                "filter-crs", EPSG_4326,
                "datetime", "2026-03-01T00:00:00Z/..",
                "limit", "3",
                "filter", "TRUE = TRUE",
                "filter-lang", "cql2-text",
                "after", "20260101-0000001");
        for (String path : document.getJsonObject("paths").fieldNames()) {
            JsonObject get = document.getJsonObject("paths").getJsonObject(path).getJsonObject("get");
            if (path.contains("{")) {
                continue;
            }
            String here = "/ogc" + (path.equals("/") ? "" : path);
            assertThat(city.get(here + "?unheard=of", token).status()).as(path).isEqualTo(400);
            for (Object entry : get.getJsonArray("parameters")) {
                JsonObject parameter = (JsonObject) entry;
                if (parameter.containsKey("$ref")) {
                    parameter = shared.getJsonObject(parameter.getString("$ref").replaceAll(".*/", ""));
                }
                String name = parameter.getString("name");
                String value = name.equals("after") && path.contains("/findings/")
                        ? "v0-none.0000001"
                        : examples.getOrDefault(name, example(parameter.getJsonObject("schema")));
                var answer = city.get(here + "?" + name + "=" + encoded(value), token);
                assertThat(answer.status())
                        .as("%s?%s=%s: %s", here, name, value, answer.response().body())
                        .isEqualTo(200);
            }
        }
    }

    private static String example(JsonObject schema) {
        if (schema.containsKey("enum")) {
            return schema.getJsonArray("enum").getString(0);
        }
        return switch (schema.getString("type")) {
            case "number" -> "1";
            case "boolean" -> "true";
            default -> "date-time".equals(schema.getString("format")) ? "2026-03-01T00:00:00Z" : "x";
        };
    }

    @Test
    void pagesHoldEveryFeatureOnce(RunningServer city) {
        String token = admin(city);
        List<String> ids = new ArrayList<>();
        String next = "/ogc/collections/grids-township/items?limit=50";
        int pages = 0;
        int matched = 0;
        while (!next.isEmpty()) {
            JsonObject page = city.get(next, token).json();
            matched = page.getInteger("numberMatched");
            assertThat(page.getInteger("numberReturned"))
                    .isEqualTo(features(page).size());
            ids.addAll(ids(page));
            pages++;
            next = links(page).stream()
                    .filter(link -> link.getString("rel").equals("next"))
                    .map(link -> path(city, link.getString("href")))
                    .findFirst()
                    .orElse("");
        }
        assertThat(ids).doesNotHaveDuplicates().hasSize(matched);
        assertThat(pages).isEqualTo((matched + 49) / 50);
    }

    @Test
    void findsByPropertyFilterAndBox(RunningServer city) {
        List<String> gongyi = ids(items(city, "grids", "level=township&parent=410181&limit=100"));
        assertThat(gongyi).hasSizeGreaterThan(10).allMatch(code -> code.startsWith("410181"));
        assertThat(ids(items(city, "grids", "limit=100&filter=" + encoded("level = 'township' AND parent = '410181'"))))
                .isEqualTo(gongyi);
        assertThat(ids(items(city, "grids-township", "limit=100&filter=" + encoded("code LIKE '410181%'"))))
                .isEqualTo(gongyi);
        assertThat(ids(items(city, "grids-county", "bbox=113.019,34.749,113.021,34.751")))
                .containsExactly("410181");
        assertThat(ids(items(city, "grids-county", "filter=" + encoded("S_INTERSECTS(geometry, POINT(113.02 34.75))"))))
                .containsExactly("410181");
        JsonObject page = items(city, "grids-county", "bbox=34.749,113.019,34.751,113.021&bbox-crs=" + EPSG_4326);
        assertThat(ids(page)).containsExactly("410181");
    }

    @Test
    void answersAnEmptyListWhereNothingMatches(RunningServer city) {
        for (String query : List.of("bbox=0,0,1,1", "bbox=179,-10,-179,10", "code=nothing", "filter=FALSE=TRUE")) {
            JsonObject page = items(city, "grids", query);
            assertThat(page.getJsonArray("features")).as(query).isEmpty();
            assertThat(page.getInteger("numberMatched")).isZero();
        }
        // From Zhengzhou eastward over the antimeridian.
        assertThat(ids(items(city, "grids-city", "bbox=113,34,-170,35"))).hasSize(1);
    }

    @Test
    void givesCoordinatesInTheSystemThatIsAskedFor(RunningServer city) {
        String item = "/ogc/collections/grids-county/items/410181";
        var plain = city.get(item, admin(city));
        assertThat(header(plain, "content-crs")).isEqualTo("<http://www.opengis.net/def/crs/OGC/1.3/CRS84>");
        assertThat(header(plain, "content-type")).isEqualTo("application/geo+json");
        JsonArray position = firstPosition(plain.json());
        var turned = city.get(item + "?crs=" + EPSG_4326, admin(city));
        assertThat(header(turned, "content-crs")).isEqualTo("<" + EPSG_4326 + ">");
        // The ring begins at the same position, whichever axis comes first.
        assertThat(firstPosition(turned.json()))
                .isEqualTo(new JsonArray().add(position.getDouble(1)).add(position.getDouble(0)));
        var metres = city.get(item + "?crs=http://www.opengis.net/def/crs/EPSG/0/3857", admin(city));
        assertThat(firstPosition(metres.json()).getDouble(0))
                .isBetween(position.getDouble(0) / 180 * 20_037_508 - 1, position.getDouble(0) / 180 * 20_037_509 + 1);
        JsonObject collection =
                city.get("/ogc/collections/grids-county", admin(city)).json();
        assertThat(collection.getString("storageCrs")).isEqualTo("http://www.opengis.net/def/crs/OGC/1.3/CRS84");
        assertThat(collection.getJsonArray("crs")).contains(EPSG_4326, "http://www.opengis.net/def/crs/EPSG/0/4490");
    }

    private static JsonArray firstPosition(JsonObject feature) {
        JsonArray nested = feature.getJsonObject("geometry").getJsonArray("coordinates");
        while (nested.getValue(0) instanceof JsonArray inner) {
            nested = inner;
        }
        return nested;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/ogc/collections/grids/items?limt=5 | 400 | limt: is no parameter here",
                "/ogc/collections/grids/items?bbox=1,2,3 | 400 | bbox: has 3 numbers",
                "/ogc/collections/grids/items?filter=nam%3D1 | 400 | filter: at character 1",
                "/ogc/collections/events/items?after=x | 400 | follow the link next",
                "/ogc/collections/grids?limit=1 | 400 | limit: is no parameter here; the parameters are f",
                "/ogc?f=xml | 400 | neither json nor html",
                "/ogc/collections/none | 404 | there is no collection",
                "/ogc/collections/grids/items/none | 404 | there is no feature",
                "/ogc/collections/events/items/none | 404 | there is no feature",
                "/ogc/none | 404 | begin at /ogc",
                "/tiles/grids/x/0/0.mvt | 400 | is no tile",
                "/tiles/grids/3/8/0.mvt | 404 | is not 0 to 7",
                "/tiles/grids/23/0/0.mvt | 404 | zoom 23",
                "/tiles/none/3/0/0.mvt | 404 | there is no layer",
                "/tiles/grids/3/6/3.mvt?version=older | 404 | map older is not live",
                "/tiles/grids/3/6/3.mvt?x=y | 400 | x: is no parameter here",
            })
    void saysWhatIsWrongAsAProblemDocument(String path, int status, String words, RunningServer city) {
        var answer = city.get(path, admin(city));
        assertThat(answer.status()).isEqualTo(status);
        assertThat(header(answer, "content-type")).isEqualTo("application/problem+json");
        assertThat(answer.json().getInteger("status")).isEqualTo(status);
        assertThat(answer.json().getString("detail")).contains(words);
    }

    @Test
    void linksBeginAsTheClientSpokeToTheProxy(RunningServer city) {
        assertThat(landingBehind(city, "gis.example.cn")).startsWith("https://gis.example.cn/ogc");
        assertThat(landingBehind(city, "gis.example.cn:8443, inner")).startsWith("https://gis.example.cn:8443/ogc");
        assertThat(landingBehind(city, "evil\"><a")).startsWith("https://localhost/ogc");
    }

    private static String landingBehind(RunningServer city, String host) {
        var answer = city.send(city.request("/ogc", admin(city))
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", host)
                .build());
        return links(answer.json()).get(0).getString("href");
    }

    @Test
    void takesReadersWithATokenAlone(RunningServer city) {
        assertThat(city.get("/ogc", "").status()).isEqualTo(401);
        assertThat(city.get("/tiles/grids/3/6/3.mvt", "").status()).isEqualTo(401);
        assertThat(city.post("/ogc", admin(city), new JsonObject()).status()).isEqualTo(405);
        for (Role role : Role.values()) {
            String token = city.token(role, role == Role.CENTRE ? "410181" : "somebody");
            assertThat(city.get("/ogc/collections/grids-city/items", token).status())
                    .as(role.text())
                    .isEqualTo(200);
        }
    }

    @Test
    void whatAClientHasAlreadyIsNotSentAgain(RunningServer city) {
        for (String path : List.of(
                "/ogc/collections/grids-county/items?limit=1",
                "/ogc/collections/grids-county/items/410181",
                "/tiles/grids/8/208/101.mvt")) {
            var first = city.get(path, admin(city));
            assertThat(first.status()).as(path).isEqualTo(200);
            assertThat(header(first, "cache-control")).isEqualTo("private, no-cache");
            HttpRequest again = city.request(path, admin(city))
                    .header("If-None-Match", header(first, "etag"))
                    .build();
            assertThat(city.send(again).status()).isEqualTo(304);
        }
        var named = city.get("/tiles/grids", admin(city))
                .json()
                .getJsonArray("tiles")
                .getString(0);
        String tile = path(city, named.replace("{z}", "8").replace("{x}", "208").replace("{y}", "101"));
        assertThat(header(city.get(tile, admin(city)), "cache-control")).contains("immutable");
        assertThat(city.get("/tiles/grids/8/0/0.mvt", admin(city)).status()).isEqualTo(204);
    }

    @Test
    void aLargePageArrivesWhole(RunningServer city) {
        JsonObject page = items(city, "grids-cell", "limit=10000");
        assertThat(features(page)).hasSize(10_000);
        assertThat(ids(page)).doesNotHaveDuplicates();
    }

    /** Two threads serve all maps: were one of them held by a client that does not read, these would hold both. */
    @Test
    void aClientThatDoesNotReadHoldsUpNobody(RunningServer city) throws Exception {
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                Socket socket = new Socket("127.0.0.1", city.port());
                silent.add(socket);
                socket.getOutputStream()
                        .write(("GET /ogc/collections/grids-cell/items?limit=10000 HTTP/1.1\r\nHost: x\r\n"
                                        + "Authorization: Bearer " + admin(city) + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(socket.getInputStream().read()).isEqualTo('H');
            }
            assertThat(features(items(city, "grids-township", "limit=1000"))).hasSizeGreaterThan(200);
            assertThat(city.get("/tiles/grids-cell/13/6682/3251.mvt", admin(city))
                            .status())
                    .isEqualTo(200);
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    private static String home(RunningServer city) {
        return "http://127.0.0.1:" + city.port();
    }

    /** The path and query of an address of this server. */
    private static String path(RunningServer city, String href) {
        assertThat(href).startsWith(home(city) + "/");
        URI uri = URI.create(href);
        return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }
}
