package io.hexdispatch.ogcapi.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hexdispatch.ogcapi.crs.ReferenceSystem;
import io.hexdispatch.ogcapi.feature.Feature;
import io.hexdispatch.ogcapi.feature.Property;
import io.hexdispatch.ogcapi.feature.PropertyType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;

class FilterTest {
    private static final List<Property> PROPERTIES = List.of(
            Property.of("code", "", PropertyType.TEXT),
            Property.of("name", "", PropertyType.TEXT),
            Property.of("level", "", PropertyType.TEXT),
            Property.of("parent", "", PropertyType.TEXT),
            Property.of("orders", "", PropertyType.NUMBER),
            Property.of("queued", "", PropertyType.BOOLEAN),
            Property.of("at", "", PropertyType.TIME));

    private static final Feature GONGYI = new Feature(
            "410181",
            Optional.of(new GeometryFactory().toGeometry(new Envelope(112.9, 113.1, 34.6, 34.9))),
            Map.of(
                    "code",
                    "410181",
                    "name",
                    "巩义市 Gongyi",
                    "level",
                    "county",
                    "orders",
                    2,
                    "queued",
                    true,
                    "at",
                    Instant.parse("2026-03-01T08:00:00Z")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "code = '410181'",
                "code='410181' AND level<>'city'",
                "level = 'city' OR orders >= 2",
                "NOT level = 'city'",
                "not (level = 'city' or level = 'township')",
                "\"code\" = '410181'",
                "'410181' = code",
                "name LIKE '巩义%'",
                "name LIKE '%Gong_i'",
                "name NOT LIKE 'gong%'",
                "CASEI(name) LIKE CASEI('%GONGYI')",
                "casei(name) = casei('巩义市 GONGYI')",
                "orders BETWEEN 1 AND 2",
                "orders NOT BETWEEN 3 AND 1e3",
                "orders > -1.5 AND orders < .25e1",
                "level IN ('city', 'county')",
                "level NOT IN ('city')",
                "parent IS NULL",
                "code IS NOT NULL AND geometry IS NOT NULL",
                "queued",
                "queued = TRUE AND NOT queued = FALSE",
                "at = TIMESTAMP('2026-03-01T16:00:00+08:00')",
                "at = DATE('2026-03-01')",
                "at > DATE('2026-02-28') AND at < DATE('2026-03-02')",
                "at <= DATE('2026-03-01') AND at >= DATE('2026-03-01')",
                "at >= '2026-03-01T00:00:00Z'",
                "T_AFTER(at, DATE('2026-02-28'))",
                "T_BEFORE(at, TIMESTAMP('2026-03-01T08:00:01Z'))",
                "T_DURING(at, INTERVAL('2026-03-01', '..'))",
                "T_INTERSECTS(at, INTERVAL('..', '2026-03-01T08:00:00Z'))",
                "T_DISJOINT(at, DATE('2026-03-02'))",
                "T_EQUALS(INTERVAL(at, at), at)",
                "T_STARTS(INTERVAL(at, '2026-03-02'), INTERVAL(at, '..'))",
                "T_FINISHEDBY(INTERVAL('..', at), at)",
                "T_METBY(INTERVAL(at, '..'), INTERVAL('..', at))",
                "S_INTERSECTS(geometry, POINT(113 34.75))",
                "S_INTERSECTS(BBOX(113, 34, 114, 35), geometry)",
                "S_INTERSECTS(geometry, BBOX(113, 34, 0, 114, 35, 100))",
                "S_INTERSECTS(geometry, BBOX(112.95, 34, -170, 35))",
                "S_WITHIN(geometry, POLYGON((112 34, 114 34, 114 35, 112 35, 112 34)))",
                "S_CONTAINS(geometry, LINESTRING(113 34.7, 113 34.8))",
                "S_DISJOINT(geometry, MULTIPOINT((0 0), (1 1)))",
                "S_TOUCHES(geometry, BBOX(113.1, 34.6, 113.2, 34.9))",
                "S_OVERLAPS(geometry, BBOX(113, 34.6, 113.2, 34.9))",
                "S_EQUALS(geometry, BBOX(112.9, 34.6, 113.1, 34.9))",
                "S_CROSSES(geometry, LINESTRING(112 34.7, 114 34.7))",
            })
    void selects(String filter) throws InvalidFilterException {
        assertThat(parse(filter).test(GONGYI)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "code = '410182'",
                "NOT queued",
                "name LIKE 'Gongyi'",
                "name LIKE '巩义市_'",
                "orders BETWEEN 3 AND 4",
                "at > DATE('2026-03-01')",
                "at < DATE('2026-03-01')",
                "T_AFTER(at, INTERVAL('2026-02-01', '2026-03-02'))",
                "S_INTERSECTS(geometry, POINT(113.2 34.75))",
                "S_DISJOINT(geometry, POINT(113 34.75))",
                "geometry IS NULL",
                // What is missing is neither equal nor unequal.
                "parent = '410100'",
                "parent <> '410100'",
                "NOT parent = '410100'",
                "parent LIKE '%'",
                "parent IN ('410100') AND code = '410181'",
                "NOT (parent IN ('410100') OR code = '1')",
            })
    void leavesOut(String filter) throws InvalidFilterException {
        assertThat(parse(filter).test(GONGYI)).isFalse();
    }

    @Test
    void takesWildcardsForThemselvesAfterABackslash() {
        assertThat(Like.matches("100%", "100\\%")).isTrue();
        assertThat(Like.matches("100 m", "100\\%")).isFalse();
        assertThat(Like.matches("a_b", "a\\_b")).isTrue();
        assertThat(Like.matches("axb", "a\\_b")).isFalse();
    }

    @Test
    void triesAPatternOfManyStarsInAMoment() {
        String value = "a".repeat(4_000);
        assertThat(Like.matches(value, "%a".repeat(500) + "b")).isFalse();
        assertThat(Like.matches(value, "%a".repeat(500))).isTrue();
    }

    @Test
    void readsCoordinatesInTheSystemOfTheFilter() throws InvalidFilterException {
        assertThat(Filter.parse("S_INTERSECTS(geometry, POINT(34.75 113))", PROPERTIES, ReferenceSystem.EPSG_4326)
                        .test(GONGYI))
                .isTrue();
        assertThat(Filter.parse(
                                "S_INTERSECTS(geometry, POINT(12579102 4124000))",
                                PROPERTIES,
                                ReferenceSystem.EPSG_3857)
                        .test(GONGYI))
                .isTrue();
    }

    @Test
    void boundsWhatCanBeFound() throws InvalidFilterException {
        Envelope box = new Envelope(113, 114, 34, 35);
        String inBox = "S_WITHIN(geometry, BBOX(113, 34, 114, 35))";
        assertThat(parse(inBox).bounds()).contains(box);
        assertThat(parse(inBox + " AND code = 'x'").bounds()).contains(box);
        assertThat(parse(inBox + " OR S_INTERSECTS(geometry, POINT(115 34))").bounds())
                .contains(new Envelope(113, 115, 34, 35));
        assertThat(parse(inBox + " OR code = 'x'").bounds()).isEmpty();
        assertThat(parse("NOT " + inBox).bounds()).isEmpty();
        assertThat(parse("S_DISJOINT(geometry, POINT(1 1))").bounds()).isEmpty();
    }

    @Test
    void saysWhereAFilterIsWrongAndWhatWouldBeRight() {
        assertRefused("nam = 'x'", "character 1", "\"nam\" is no property", "code, name, level");
        assertRefused("code = 410181", "character 8", "410181 is a number", "a text");
        assertRefused("orders = '2'", "character 10", "a number would be right");
        assertRefused("code = '4101", "character 8", "does not end");
        assertRefused("code = ", "the end stands where");
        assertRefused("code", "one of = <> < > <= >= LIKE BETWEEN IN IS NULL");
        assertRefused("(code = 'x'", "\")\" would be right");
        assertRefused("code = 'x' level = 'y'", "level stands where AND, OR or the end");
        assertRefused("orders LIKE '2%'", "orders is a number");
        assertRefused("name LIKE code", "LIKE takes a pattern");
        assertRefused("at = TIMESTAMP('yesterday')", "'yesterday' is not a time");
        assertRefused("at = DATE('2026-02-30')", "is not a date");
        assertRefused("T_AFTER(at, INTERVAL('2026-03-02', '2026-03-01'))", "ends before it begins");
        assertRefused("S_INTERSECTS(geometry, POINT(113))", "is not WKT");
        assertRefused("S_INTERSECTS(geometry, POINT(113 34)", "\")\" would be right");
        assertRefused("S_INTERSECTS(geometry, POLYGON((0 0, 1 1", "does not end");
        assertRefused("S_INTERSECTS(geometry, POLYGON((0 0,1 1,1 0,0 1,0 0)))", "not valid");
        assertRefused("S_INTERSECTS(geometry, BBOX(34, 113, 35, 114))", "latitude 113");
        assertRefused("S_NEAR(geometry, POINT(1 1))", "no function S_NEAR");
        assertRefused("code = ?", "\"?\" has no meaning here");
        assertRefused("(".repeat(60) + "queued" + ")".repeat(60), "nest deeper than 50");
        assertRefused("NOT ".repeat(60) + "queued", "nest deeper than 50");
        assertRefused("", "the end stands where");
    }

    private static void assertRefused(String filter, String... words) {
        assertThatExceptionOfType(InvalidFilterException.class)
                .as(filter)
                .isThrownBy(() -> parse(filter))
                .satisfies(refused -> assertThat(refused.getMessage()).contains(words));
    }

    private static Filter parse(String filter) throws InvalidFilterException {
        return Filter.parse(filter, PROPERTIES, ReferenceSystem.CRS84);
    }
}
