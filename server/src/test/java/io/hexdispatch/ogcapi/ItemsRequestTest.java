package io.hexdispatch.ogcapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.ogcapi.crs.ReferenceSystem;
import io.hexdispatch.ogcapi.feature.Feature;
import io.hexdispatch.ogcapi.feature.FeatureQuery;
import io.hexdispatch.ogcapi.feature.LayerDescription;
import io.hexdispatch.ogcapi.feature.LayerDescription.GeometryKind;
import io.hexdispatch.ogcapi.feature.Property;
import io.hexdispatch.ogcapi.feature.PropertyType;
import io.hexdispatch.ogcapi.feature.TimeSpan;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Envelope;

class ItemsRequestTest {
    private static final LayerDescription LAYER = new LayerDescription(
            "test",
            "",
            "",
            GeometryKind.POLYGON,
            Optional.empty(),
            List.of(
                    Property.of("code", "", PropertyType.TEXT),
                    new Property("level", "", PropertyType.TEXT, List.of("city", "county")),
                    Property.of("orders", "", PropertyType.NUMBER),
                    Property.of("queued", "", PropertyType.BOOLEAN),
                    Property.of("at", "", PropertyType.TIME)),
            Optional.of("at"),
            Optional.empty());

    private static final Feature FEATURE = new Feature(
            "x",
            Optional.empty(),
            Map.of(
                    "code",
                    "41 01",
                    "level",
                    "city",
                    "orders",
                    2,
                    "queued",
                    false,
                    "at",
                    Instant.parse("2026-03-01T08:00:00Z")));

    @Test
    void asksForTheFirstPageOfEverythingUnlessToldOtherwise() {
        ItemsRequest request = request("");
        assertThat(request.system()).isEqualTo(ReferenceSystem.CRS84);
        assertThat(request.query()).isEqualTo(FeatureQuery.all(ItemsRequest.LIMIT_DEFAULT));
    }

    @Test
    void readsABoxInItsSystem() {
        Envelope box = new Envelope(113, 114, 34, 35);
        assertThat(request("bbox=113,34,114,35").query().boxes()).containsExactly(box);
        assertThat(request("bbox=113%2C34%2C114%2C35").query().boxes()).containsExactly(box);
        assertThat(request("bbox=34,113,35,114&bbox-crs=http://www.opengis.net/def/crs/EPSG/0/4326")
                        .query()
                        .boxes())
                .containsExactly(box);
        assertThat(request("bbox=170,-10,-170,10").query().boxes()).hasSize(2);
    }

    @Test
    void looksOnlyWhereTheFilterCanHold() {
        String filter = "filter=S_INTERSECTS(geometry,BBOX(113,34,114,35))";
        assertThat(request(filter).query().boxes()).containsExactly(new Envelope(113, 114, 34, 35));
        assertThat(request(filter + "&bbox=0,0,1,1").query().boxes()).allMatch(Envelope::isNull);
    }

    @Test
    void takesAllThatThereIsForALimitBeyondTheMaximum() {
        assertThat(request("limit=7").query().limit()).isEqualTo(7);
        assertThat(request("limit=999999999999").query().limit()).isEqualTo(ItemsRequest.LIMIT_MAX);
    }

    @Test
    void readsTimesAndSpansWithOpenEnds() {
        Instant eight = Instant.parse("2026-03-01T08:00:00Z");
        assertThat(time("2026-03-01T16:00:00+08:00")).isEqualTo(TimeSpan.at(eight));
        assertThat(time("2026-03-01T08:00:00Z/..")).isEqualTo(new TimeSpan(eight, Instant.MAX));
        assertThat(time("/2026-03-01T08:00:00Z")).isEqualTo(new TimeSpan(Instant.MIN, eight));
        assertThat(time("2026-03-01T08:00:00Z/2026-03-01T08:00:01Z"))
                .isEqualTo(new TimeSpan(eight, eight.plusSeconds(1)));
    }

    private static TimeSpan time(String text) {
        return request("datetime=" + QueryParameters.encoded(text))
                .query()
                .time()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "code=41+01, true",
        "code=41%2001, true",
        "code=4101, false",
        "level=city, true",
        "level=county, false",
        "orders=2, true",
        "orders=2.0, true",
        "orders=3, false",
        "queued=false, true",
        "queued=true, false",
        "at=2026-03-01T08:00:00Z, true",
        "at=2026-03-01T08:00:01Z, false",
        "level=city&filter=orders%3E1, true",
        "level=city&filter=orders%3E2, false",
        "level=county&filter=orders%3E1, false",
    })
    void comparesPropertiesWithParametersOfTheirName(String query, boolean found) {
        assertThat(request(query).query().filter().orElseThrow().test(FEATURE)).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lmit=5 | lmit: is no parameter here; the parameters are after, at, bbox",
                "limit=5&limit=6 | limit: is given twice",
                "limit=0 | limit: \"0\" is not a whole number of 1 or more",
                "limit=-1 | limit: \"-1\"",
                "limit=ten | limit: \"ten\"",
                "bbox=1,2,3 | bbox: has 3 numbers",
                "bbox=1,2,3,x | bbox: has \"x\" in it",
                "bbox=1,2,3,NaN | bbox: has NaN in it",
                "bbox=34,113,35,114 | bbox: reaches to the latitude 113.0",
                "bbox=1,2,3,4&bbox-crs=EPSG:4326 | bbox-crs: \"EPSG:4326\" is not known here; right is one of http://",
                "crs=x | crs: \"x\" is not known here",
                "datetime=2026 | datetime: \"2026\" is not a time",
                "datetime=../.. | datetime: \"../..\" is neither",
                "datetime=2026-03-02T00:00:00Z/2026-03-01T00:00:00Z | datetime: the end",
                "datetime=%2B999999-01-01T00:00:00Z | datetime:",
                "level=town | level: \"town\" is none of city, county",
                "queued=yes | queued: \"yes\" is neither true nor false",
                "orders=many | orders: \"many\" is not a number",
                "filter=orders | filter: at character 7",
                "filter=orders%3D1&filter-lang=cql2-json | filter-lang: \"cql2-json\"",
                "filter=%ZZ | the query of the address is not percent-encoded",
            })
    void saysWhatIsWrongWithAParameter(String query, String words) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> request(query))
                .withMessageContaining(words)
                .satisfies(refused -> assertThat(refused.kind()).isEqualTo(RefusedException.Kind.INVALID));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "| JSON",
                "*/* | JSON",
                "application/geo+json, application/json | JSON",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | HTML",
                "application/json;q=0.5, text/html;q=0.6 | HTML",
                "text/html;q=0, application/json | JSON",
                "image/png, */*;q=0.1 | JSON",
            })
    void answersInTheFormThatTheClientLikesBest(String accept, Representation form) {
        assertThat(Representation.wanted(Optional.empty(), accept)).contains(form);
    }

    @Test
    void answersInNoFormWhereTheClientTakesNone() {
        assertThat(Representation.wanted(Optional.empty(), "image/png")).isEmpty();
        assertThat(Representation.wanted(Optional.of("html"), "image/png")).contains(Representation.HTML);
    }

    @Test
    void putsTheNextPageIntoTheQueryAsItWas() {
        QueryParameters parameters = QueryParameters.parse("name=%E5%B7%A9&limit=2&after=a");
        assertThat(parameters.with("after", Optional.of("b c"))).isEqualTo("?name=%E5%B7%A9&limit=2&after=b+c");
        assertThat(QueryParameters.parse(null).with("after", Optional.empty())).isEmpty();
    }

    private static ItemsRequest request(String query) {
        return ItemsRequest.of(QueryParameters.parse(query), LAYER);
    }
}
