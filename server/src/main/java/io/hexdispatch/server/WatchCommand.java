package io.hexdispatch.server;

import io.hexdispatch.wire.CloudEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Follows a server's orders and events, a line each. It only looks: it acknowledges nothing. */
@Command(
        name = "watch",
        description = "Prints what a server tells the bearer of a token, a line for each message, until Ctrl-C.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class WatchCommand implements Callable<Integer> {
    private static final int MESSAGE_BYTES_MAX = 1024 * 1024;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080",
            description = "The server. Default: ${DEFAULT-VALUE}")
    private URI url;

    @Option(names = "--token", required = true, paramLabel = "TOKEN", description = "Who is watching")
    private String token;

    @Mixin
    private AuthorityOption authority;

    @Option(names = "--json", description = "Prints the messages as they come, one JSON object a line")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        if (url.getHost() == null || !List.of("http", "https").contains(String.valueOf(url.getScheme()))) {
            throw new ParameterException(spec.commandLine(), "--url: " + url + " is not like http://127.0.0.1:8080");
        }
        boolean isSecure = url.getScheme().equals("https");
        int port = url.getPort() > 0 ? url.getPort() : isSecure ? 443 : 80;
        Vertx vertx = Vertx.vertx();
        // Held until the end: Vert.x closes a client that nobody holds.
        WebSocketClientOptions options = new WebSocketClientOptions()
                .setSsl(isSecure)
                .setMaxFrameSize(MESSAGE_BYTES_MAX)
                .setMaxMessageSize(MESSAGE_BYTES_MAX);
        authority.trust().ifPresent(options::setTrustOptions);
        WebSocketClient client = vertx.createWebSocketClient(options);
        CompletableFuture<String> closed = new CompletableFuture<>();
        PrintWriter out = spec.commandLine().getOut();
        try {
            client.connect(new WebSocketConnectOptions()
                            .setHost(url.getHost())
                            .setPort(port)
                            .setSsl(isSecure)
                            .setURI("/ws")
                            .addSubProtocol(CloudEvent.SUBPROTOCOL)
                            .addHeader("Authorization", "Bearer " + token))
                    .onSuccess(socket -> {
                        out.println("Connected to " + url + ". Ctrl-C ends.");
                        out.flush();
                        socket.textMessageHandler(text -> {
                            out.println(json ? text : line(new JsonObject(text)));
                            out.flush();
                        });
                        socket.closeHandler(done -> closed.complete("the server closed the connection"
                                + (socket.closeReason() == null ? "" : ": " + socket.closeReason())));
                    })
                    .onFailure(closed::completeExceptionally);
            spec.commandLine().getErr().println("hexdispatch: " + closed.get());
            return Main.FAILED;
        } catch (ExecutionException e) {
            throw new StartException(
                    e.getCause() instanceof UpgradeRejectedException rejected
                            ? url + " refuses the connection with status " + rejected.getStatus()
                                    + (rejected.getStatus() == 401 ? ": the token is not one of that server's" : "")
                            : "no connection to " + url + ": " + e.getCause().getMessage(),
                    e);
        } finally {
            client.close();
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    /** A message for people: when, what, where, who. */
    private static String line(JsonObject message) {
        JsonObject data = message.getJsonObject("data", new JsonObject());
        JsonObject event = data.getJsonObject("event", new JsonObject());
        LocalTime time = LocalTime.ofInstant(Instant.parse(message.getString("time")), ZoneId.systemDefault());
        String type = message.getString("type").replace(CloudEvent.TYPE_PREFIX, "");
        if (type.startsWith("rollcall.")) {
            return String.format(
                    "%s  %-16s %-20s %s",
                    time.truncatedTo(ChronoUnit.MILLIS), type, message.getString("subject", ""), rollCall(data));
        }
        JsonObject category = event.getJsonObject("category", new JsonObject());
        String place = event.getJsonArray("grids", new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .filter(grid -> List.of("DEDICATED", "TOWNSHIP", "COUNTY").contains(grid.getString("level")))
                .map(grid -> grid.getString("name"))
                .collect(Collectors.joining(" < "));
        JsonArray orders = data.containsKey("order")
                ? new JsonArray().add(data.getJsonObject("order"))
                : event.getJsonArray("orders", new JsonArray());
        String work = orders.stream()
                .map(JsonObject.class::cast)
                .map(order -> order.getString("unitName", order.getString("unit"))
                        + (order.containsKey("responder") ? "/" + order.getString("responder") : "") + " "
                        + order.getString("status"))
                .collect(Collectors.joining(", "));
        return String.format(
                "%s  %-16s %-20s %-11s %s  %s  -> %s",
                time.truncatedTo(ChronoUnit.MILLIS),
                type,
                message.getString("subject", ""),
                event.getString("status", ""),
                category.getString("name", ""),
                place,
                work.isEmpty() ? event.getString("queueReason", "nobody") : work);
    }

    /** A roll call or broadcast, how many have answered it, or what became of one's own answer. */
    private static String rollCall(JsonObject data) {
        if (data.containsKey("tally")) {
            JsonObject tally = data.getJsonObject("tally");
            String answers = tally.containsKey("answered")
                    ? ", answered " + tally.getInteger("answered") + ", late " + tally.getInteger("late") + ", silent "
                            + tally.getInteger("silent")
                    : "";
            return data.getString("state") + (data.containsKey("area") ? " in " + data.getString("area") : "")
                    + "  called " + tally.getInteger("called") + ", delivered " + tally.getInteger("delivered")
                    + answers;
        }
        if (data.getValue("rollCall") instanceof JsonObject call) {
            JsonObject caller = call.getJsonObject("caller");
            return call.getString("state") + "  " + call.getString("purpose") + " " + call.getString("kind") + " by "
                    + caller.getString("role") + " " + caller.getString("id", "") + ", until "
                    + call.getString("answerBy") + ": "
                    + call.getString("message");
        }
        return data.getJsonObject("own", new JsonObject()).getString("attendance", "");
    }
}
