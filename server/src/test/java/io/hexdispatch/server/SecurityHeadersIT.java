package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Role;
import io.hexdispatch.wire.PagePolicy;
import java.net.http.HttpHeaders;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What every answer tells a browser, and what none tells anybody. */
@ExtendWith(RunningServer.Shared.class)
final class SecurityHeadersIT {
    @Test
    void everyAnswerIsForItsReaderAlone(RunningServer city) {
        String admin = city.token(Role.ADMIN, "li");
        String[] paths = {
            "/api/v1/events",
            "/api/v1/events/20260101-0000001",
            "/api/v1/nothing",
            "/health/live",
            "/metrics",
            "/ws",
            "/",
            "/ogc/collections",
            "/open311/v2/services.json",
            "/api/v1/events?limit=x",
            "/api/v1/events?access_token=x"
        };
        for (String path : paths) {
            for (String token : new String[] {admin, ""}) {
                HttpHeaders headers = city.get(path, token).response().headers();
                assertThat(headers.firstValue("X-Content-Type-Options"))
                        .as(path)
                        .contains("nosniff");
                assertThat(headers.firstValue("Referrer-Policy")).as(path).contains("no-referrer");
                assertThat(headers.firstValue("X-Frame-Options")).as(path).contains("DENY");
                assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
                        .as(path)
                        .contains("default-src 'none'", "frame-ancestors 'none'")
                        .doesNotContain("unsafe");
                assertThat(headers.firstValue("Cache-Control").orElse(""))
                        .as(path)
                        .matches("no-store|private, no-cache");
                assertThat(headers.firstValue("Server")).as(path).isEmpty();
                assertThat(headers.firstValue("X-Powered-By")).as(path).isEmpty();
                // Over a connection that is not encrypted it means nothing (RFC 6797, section 7.2).
                assertThat(headers.firstValue("Strict-Transport-Security"))
                        .as(path)
                        .isEmpty();
                assertThat(headers.firstValue("Access-Control-Allow-Origin"))
                        .as(path)
                        .isEmpty();
            }
        }
    }

    @Test
    void aPageHasItsOwnStyleAndNothingElse(RunningServer city, @TempDir Path folder) throws Exception {
        String gis = city.token(Role.GIS, "gis");
        String version = city.loadBoundaries(
                SmallCity.write(
                        SmallCity.withBorderAt(RunningServer.unique("headers"), 113.62),
                        folder.resolve("city.geojson")),
                "city.geojson");
        for (String path : new String[] {"/ogc", "/ogc/collections", "/api/v1/boundaries/" + version + "/report"}) {
            var answer = city.send(
                    city.request(path, gis).header("Accept", "text/html").GET().build());
            String page = answer.response().body();
            assertThat(answer.response().headers().firstValue("Content-Type").orElse(""))
                    .startsWith("text/html");
            assertThat(answer.response().headers().allValues("Content-Security-Policy"))
                    .as(path)
                    .containsExactly(PagePolicy.of(page));
            assertThat(PagePolicy.of(page)).contains("style-src 'sha256-");
            assertThat(page).doesNotContain(" style=").doesNotContain("<script").doesNotContain(" onload=");
        }
    }

    /** A browser that finds no permission keeps the answer from the page. */
    @Test
    void noPageOfAnotherOriginMayReadUnlessItIsNamed(RunningServer city) {
        var answer = city.send(city.request("/api/v1/openapi.json", "")
                .header("Origin", "https://map.example.org")
                .GET()
                .build());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
    }

    @Test
    void headersAndAddressesHaveABound(RunningServer city) {
        String admin = city.token(Role.ADMIN, "li");
        assertThat(city.get("/metrics?x=" + "a".repeat(17_000), admin).status()).isEqualTo(414);
        assertThat(city.send(city.request("/metrics", admin)
                                .header("X-Long", "a".repeat(17_000))
                                .GET()
                                .build())
                        .status())
                .isEqualTo(431);
        assertThat(city.get("/health/live", admin).status()).isEqualTo(200);
    }
}
