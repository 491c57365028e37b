package io.hexdispatch.loadtests.scenario;

import io.hexdispatch.loadtests.scenario.ResponderLots.Unit;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What GIS staff ask of a server: to load a file, compare a version, put it live and take it back. Each call waits for its end. */
final class BoundaryCalls {
    private static final Duration CALL_MAX = Duration.ofMinutes(20);
    private static final long POLL_MILLIS = 20;
    private static final long SEED = 410_100;
    private static final String ROLE = "admin";

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI server;
    private final BearerTokens tokens;

    BoundaryCalls(URI server, BearerTokens tokens) {
        this.server = server;
        this.tokens = tokens;
    }

    /**
     * A file that was loaded.
     *
     * @param nanos from the first byte of the file to the job that is done
     * @param steps how long each step of the job took, as far as it could be seen from outside, in nanoseconds
     */
    record Loaded(String version, long nanos, Map<String, Long> steps, JsonObject summary) {}

    /** @throws IOException if the file is refused, or the job fails */
    Loaded load(Path file) throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        JsonObject job =
                send(request("/api/v1/boundaries?file=" + file.getFileName()).POST(BodyPublishers.ofFile(file)), 202);
        Map<String, Long> steps = new LinkedHashMap<>();
        String step = "sending";
        long stepNanos = startNanos;
        while (true) {
            long nowNanos = System.nanoTime();
            if (!job.getString("step").equals(step)) {
                steps.merge(step, nowNanos - stepNanos, Long::sum);
                step = job.getString("step");
                stepNanos = nowNanos;
            }
            if (job.getString("state").equals("DONE")) {
                String version = job.getString("version");
                JsonObject summary =
                        send(request("/api/v1/boundaries/" + version).GET(), 200);
                return new Loaded(version, nowNanos - startNanos, steps, summary);
            }
            if (job.getString("state").equals("FAILED")) {
                throw new IOException("the job failed: " + job.getString("problem"));
            }
            Thread.sleep(POLL_MILLIS);
            job = send(request("/api/v1/jobs/" + job.getString("id")).GET(), 200);
        }
    }

    void activate(String version) throws IOException, InterruptedException {
        send(request("/api/v1/boundaries/" + version + "/activate").POST(BodyPublishers.noBody()), 200);
    }

    void rollBack() throws IOException, InterruptedException {
        send(request("/api/v1/boundaries/rollback").POST(BodyPublishers.noBody()), 200);
    }

    JsonObject difference(String version) throws IOException, InterruptedException {
        return send(request("/api/v1/boundaries/" + version + "/difference").GET(), 200);
    }

    JsonObject report(String version) throws IOException, InterruptedException {
        return send(request("/api/v1/boundaries/" + version + "/report").GET(), 200);
    }

    /** Takes responders in, spread over the places. */
    void takeIn(int responders, CityPlaces places) throws IOException, InterruptedException {
        List<Unit> units = send(request("/api/v1/units").GET(), 200).getJsonArray("units").stream()
                .map(JsonObject.class::cast)
                .map(unit -> new Unit(unit.getString("code"), unit.getString("area")))
                .toList();
        for (JsonArray lot : ResponderLots.of(units, places, responders, new SplittableRandom(SEED))) {
            send(
                    request("/api/v1/responders")
                            .header("Content-Type", "application/json")
                            .PUT(BodyPublishers.ofString(lot.encode())),
                    200);
        }
    }

    /** The version that is live. */
    String live() throws IOException, InterruptedException {
        return send(request("/api/v1/locate?lon=0&lat=0").GET(), 200).getString("mapVersion");
    }

    /** Whether the database says of a version that it is live. */
    boolean isLive(String version) throws IOException, InterruptedException {
        return send(request("/api/v1/boundaries/" + version).GET(), 200).getBoolean("live");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path))
                .timeout(CALL_MAX)
                .header("Authorization", "Bearer " + tokens.token(ROLE, Reports.SOURCE));
    }

    private JsonObject send(HttpRequest.Builder builder, int wanted) throws IOException, InterruptedException {
        HttpRequest request = builder.build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != wanted) {
            throw new IOException(request.method() + " " + request.uri().getPath() + ": status " + answer.statusCode()
                    + " " + answer.body());
        }
        return new JsonObject(answer.body());
    }
}
