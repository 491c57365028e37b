package io.hexdispatch.server;

import io.hexdispatch.client.ClientOptions;
import io.hexdispatch.client.DispatchClient;
import io.hexdispatch.client.Listener;
import io.hexdispatch.client.Message;
import io.hexdispatch.wire.CloudEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
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
        Vertx vertx = Vertx.vertx();
        PrintWriter out = spec.commandLine().getOut();
        try {
            ClientOptions looking = ClientOptions.of(url, token).withoutAcknowledging();
            ClientOptions options =
                    authority.trust().<ClientOptions>map(looking::withTrust).orElse(looking);
            DispatchClient.open(vertx, options, new Printing(out, url, json))
                    .ended()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
            return 0;
        } catch (ExecutionException e) {
            throw new StartException(
                    e.getCause() instanceof UpgradeRejectedException rejected
                            ? url + " refuses the connection with status " + rejected.getStatus()
                                    + (rejected.getStatus() == 401 ? ": the token is not one of that server's" : "")
                            : "no connection to " + url + ": " + e.getCause().getMessage(),
                    e);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    /** Prints what comes, and that the connection comes and goes. */
    private record Printing(PrintWriter out, URI url, boolean json) implements Listener {
        @Override
        public void connected() {
            print("Connected to " + url + ". Ctrl-C ends.");
        }

        @Override
        public void disconnected(String why, Duration pause) {
            print("Not connected to " + url + ": " + why + ". Tried again in " + pause.toMillis() + " ms.");
        }

        @Override
        public Future<?> message(Message message) {
            print(json ? message.json().encode() : line(message.json()));
            return Future.succeededFuture();
        }

        private void print(String line) {
            out.println(line);
            out.flush();
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
