package io.hexdispatch.http;

import static io.vertx.core.http.HttpMethod.GET;

import io.hexdispatch.apidescription.AsyncApi;
import io.hexdispatch.apidescription.OpenApi;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** The documents that describe the interfaces, for everybody. */
public final class DescriptionRoutes {
    private final Buffer openApi = OpenApi.document().toBuffer();
    private final Buffer asyncApi = AsyncApi.document().toBuffer();

    public void mount(HttpApi api) {
        api.open(GET, "/api/v1/openapi.json", document(openApi));
        api.open(GET, "/api/v1/asyncapi.json", document(asyncApi));
    }

    private static Handler<RoutingContext> document(Buffer text) {
        return context -> context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(text);
    }
}
