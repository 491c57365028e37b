package io.hexdispatch.http;

import static io.vertx.core.http.HttpMethod.GET;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The client library for pages and programs in JavaScript, for everybody. */
public final class ClientRoutes {
    private static final String PATH = "/client/hexdispatch.js";

    private final Buffer library = read();

    public void mount(HttpApi api) {
        api.open(GET, PATH, context -> context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/javascript; charset=utf-8")
                .end(library));
    }

    private static Buffer read() {
        try (InputStream in = ClientRoutes.class.getResourceAsStream(PATH)) {
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
