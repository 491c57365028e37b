package io.hexdispatch.server;

import io.hexdispatch.http.OpenConnections;
import io.hexdispatch.limit.Headcount;
import io.hexdispatch.websocket.Compression;
import io.hexdispatch.websocket.DispatchSocket;
import io.hexdispatch.wire.CloudEvent;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.BindException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Listens for HTTP and WebSockets, encrypted or not, from before there is anything to answer with. For one event loop. */
final class HttpListener {
    private static final int ADDRESS_BYTES_MAX = 16 * 1024;
    private static final int HEADERS_BYTES_MAX = 16 * 1024;
    /** Longer than any request takes; a WebSocket is pinged oftener. */
    private static final Duration IDLE_MAX = Duration.ofMinutes(6);

    private static final Duration FINISH_REQUESTS_MAX = Duration.ofSeconds(20);
    private static final Duration CERTIFICATE_READ_EVERY = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final ServerConfig config;
    private Handler<HttpServerRequest> answering;
    private HttpServer http;

    /** @param answering answers until there is something else to answer with */
    HttpListener(Vertx vertx, ServerConfig config, Handler<HttpServerRequest> answering) {
        this.vertx = vertx;
        this.config = config;
        this.answering = answering;
    }

    int port() {
        return http.actualPort();
    }

    void answerWith(Handler<HttpServerRequest> handler) {
        answering = handler;
    }

    /** Begins to listen; fails with {@link StartException}, or with {@link PortTakenException}. */
    Future<?> listen(PeriodicWork periodic) {
        Optional<TlsFiles> tls = config.protection().tls().map(files -> new TlsFiles(vertx, files));
        return tls.map(TlsFiles::read)
                .orElse(Future.succeededFuture(null))
                .compose(pair ->
                        open(pair == null ? options() : options().setSsl(true).setKeyCertOptions(pair)))
                .onSuccess(open -> tls.ifPresent(files -> periodic.every(
                        CERTIFICATE_READ_EVERY,
                        () -> files.refresh(http),
                        "the certificate was not read anew, the one before is shown on")));
    }

    private HttpServerOptions options() {
        return new HttpServerOptions()
                .setHost(config.host())
                .setPort(config.port())
                .setMaxWebSocketFrameSize(DispatchSocket.MESSAGE_BYTES_MAX)
                .setMaxWebSocketMessageSize(DispatchSocket.MESSAGE_BYTES_MAX)
                .addWebSocketSubProtocol(CloudEvent.SUBPROTOCOL)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(config.protection().compressesMessages())
                // Nobody needs it, and with it a connection is known only when something came over it.
                .setHttp2ClearTextEnabled(false)
                .setWebSocketClosingTimeout((int) DispatchSocket.farewellMax().toSeconds())
                // A polygon to filter by stands in the address.
                .setMaxInitialLineLength(ADDRESS_BYTES_MAX)
                .setMaxHeaderSize(HEADERS_BYTES_MAX)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setIdleTimeout((int) IDLE_MAX.toSeconds())
                .setCompressionSupported(true);
    }

    private Future<?> open(HttpServerOptions options) {
        OpenConnections openConnections = new OpenConnections(
                new Headcount(2 * config.protection().connectionsPerAddress()),
                config.protection().trustedProxies());
        http = vertx.createHttpServer(options);
        return http.connectionHandler(connection -> {
                    openConnections.opened(connection);
                    if (config.protection().compressesMessages()) {
                        Compression.offer(connection);
                    }
                })
                .requestHandler(request -> answering.handle(request))
                .listen()
                .recover(failure -> Future.failedFuture(
                        failure instanceof BindException
                                ? portTaken()
                                : new StartException(
                                        "cannot listen on port " + config.port() + " of " + config.host() + ": "
                                                + failure.getMessage(),
                                        failure)));
    }

    private PortTakenException portTaken() {
        return new PortTakenException("port " + config.port() + " on " + config.host()
                + " is taken by another program; choose another with --port");
    }

    /** Takes no new requests, and completes when those under way are finished. */
    Future<?> finish() {
        return http.shutdown(FINISH_REQUESTS_MAX.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** At once. */
    Future<?> close() {
        return http == null ? Future.succeededFuture() : http.close();
    }
}
