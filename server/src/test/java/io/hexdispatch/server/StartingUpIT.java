package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that starts says so, and is ready only when it can take events. */
class StartingUpIT {
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void itListensBeforeItIsReadyAndSaysWhatItIsDoing(@TempDir Path data) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Set<String> told = new TreeSet<>();
        try (ServerProcess server =
                ServerProcess.start("serve", "--port", Integer.toString(port), "--data", data.toString())) {
            HttpResponse<String> answer = get(port, "/health/ready");
            while (answer == null || answer.statusCode() != 200) {
                if (answer != null) {
                    assertThat(answer.statusCode()).isEqualTo(503);
                    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
                    told.add(new JsonObject(answer.body()).getString("detail"));
                    if (told.size() == 1) {
                        HttpResponse<String> live = get(port, "/health/live");
                        assertThat(live.statusCode()).isEqualTo(200);
                    }
                }
                answer = get(port, "/health/ready");
            }
            assertThat(told).isNotEmpty().allMatch(detail -> detail.startsWith("the server starts: "));
            assertThat(new JsonObject(answer.body()).getString("mapVersion")).isNotEmpty();
            server.awaitReady();
        }
    }

    private HttpResponse<String> get(int port, String path) throws InterruptedException {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException notYet) {
            return null;
        }
    }
}
