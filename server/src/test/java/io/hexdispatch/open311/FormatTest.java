package io.hexdispatch.open311;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FormatTest {
    @Test
    void writesXmlAsTheSpecificationNamesIt() {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("service_request_id", "1");
        request.put("description", "a < b & \"c\"\n中文");
        request.put("zipcode", null);

        assertThat(Format.XML.write("service_requests", List.of(request)).toString())
                .isEqualTo("<?xml version=\"1.0\" encoding=\"UTF-8\"?><service_requests><request>"
                        + "<service_request_id>1</service_request_id><description>a &lt; b &amp; \"c\"\n中文</description>"
                        + "<zipcode></zipcode></request></service_requests>");
    }

    @Test
    void writesJsonWithoutTheOutermostName() {
        assertThat(Format.JSON.write("errors", List.of(Map.of("code", 404))).toString())
                .isEqualTo("[{\"code\":404}]");
        assertThat(Format.JSON
                        .write("service_definition", Map.of("attributes", List.of(Map.of("order", 1))))
                        .toString())
                .isEqualTo("{\"attributes\":[{\"order\":1}]}");
    }

    @Test
    void replacesWhatXmlCannotHold() {
        assertThat(Format.XML
                        .write("discovery", Map.of("contact", "a\u0001b\uFFFFc\uD800"))
                        .toString())
                .contains("<contact>a\uFFFDb\uFFFDc\uFFFD</contact>");
    }

    @Test
    void readsFormsAndTakesEmptyArgumentsForNone() {
        Arguments form = Arguments.of("a=1+%E4%B8%AD&b=&c&list=x,%20y,,z&attribute%5Bcrs%5D=gcj02");

        assertThat(form.text("a")).contains("1 中");
        assertThat(form.text("b")).isEmpty();
        assertThat(form.text("c")).isEmpty();
        assertThat(form.list("list")).containsExactly("x", "y", "z");
        assertThat(form.text(Services.CRS)).contains("gcj02");
        assertThat(Arguments.of(null).values()).isEmpty();
        assertThatThrownBy(() -> Arguments.of("a=%zz")).hasMessageContaining("not URL-encoded");
        assertThatThrownBy(() -> Arguments.of("a=1&a=2")).hasMessage("a is given twice");
        assertThatThrownBy(() -> Arguments.of("a=1&".repeat(201))).hasMessageContaining("at most 200");
    }
}
