package io.hexdispatch.loadtests.fuzz;

import io.hexdispatch.loadtests.scenario.BearerTokens;
import io.hexdispatch.loadtests.scenario.ServerProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Attacks a server of its own with inputs made from the documents that describe its API. */
@Command(
        name = "fuzz",
        description = {
            "Starts a server with a fresh database on loopback and sends it hostile requests, messages and frames: made from its own"
                    + " OpenAPI and AsyncAPI documents, with something wrong in most of them.",
            "No answer may be a server error that is not documented, nothing may stand in the log at level error, and memory, descriptors"
                    + " and connections must not grow."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every input was taken as it should be",
            "1:one was not, with the input and how to replay it; or it could not be tried",
            "2:the command line is wrong"
        })
public final class FuzzCommand implements Callable<Integer> {
    private static final int FAULTS_SHOWN_MAX = 10;
    private static final int FAULTS_MAX = 200;
    private static final long PROGRESS_MILLIS = 10_000;
    private static final long SETTLE_MILLIS = 1_500;
    private static final double LON = 113.02;
    private static final double LAT = 34.75;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--inputs",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Requests, messages and frames to send. Default: ${DEFAULT-VALUE}")
    private long inputs;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "The same seed makes the same inputs. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--case", paramLabel = "NUMBER", description = "Send this one alone, and show the answer")
    private Long single;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "6",
            description = "How many attack at once. Default: ${DEFAULT-VALUE}")
    private int threads;

    @Option(
            names = "--server-jar",
            paramLabel = "FILE",
            defaultValue = "server/target/hexdispatch.jar",
            description = "The server to start. Default: ${DEFAULT-VALUE}")
    private Path jar;

    private final HttpClient http = HttpClient.newHttpClient();
    private final ConcurrentLinkedQueue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong nextCase = new AtomicLong();

    @Override
    public Integer call() throws Exception {
        if (inputs < 1 || threads < 1 || threads > 64) {
            throw new ParameterException(spec.commandLine(), "--inputs is 1 or more, and --threads 1 to 64");
        }
        Path java = Path.of(ProcessHandle.current().info().command().orElse("java"));
        try (ServerProcess server = ServerProcess.start(java, List.of("-Xmx512m"), jar)) {
            server.awaitReady();
            return attack(server, java);
        }
    }

    private int attack(ServerProcess server, Path java) throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Map<String, List<String>> tokens = tokens(BearerTokens.of(server.dataFolder()));
        Documents documents = new Documents(
                get(server.address(), "/api/v1/openapi.json"), get(server.address(), "/api/v1/asyncapi.json"));
        Known known = known(server.address(), tokens);
        Values values = new Values(documents, known);
        HttpInputs requests = new HttpInputs(documents, values, known, tokens);
        SocketInputs frames = new SocketInputs(documents, values, known, tokens);
        Callable<Attacker> attackers = () -> new Attacker(server.address().getPort(), seed, requests, frames);
        if (single != null) {
            try (Attacker attacker = attackers.call()) {
                Optional<Fault> fault = attacker.attack(single).fault();
                out.println(fault.map(Fault::toString).orElse("no fault") + "\n" + attacker.lastAnswer());
                out.flush();
                return fault.isPresent() ? 1 : 0;
            }
        }
        out.println("fuzz: " + inputs + " inputs, seed " + seed + ", from "
                + documents.operations().size() + " operations and "
                + documents.messages().size() + " messages");
        out.flush();
        long began = System.nanoTime();
        send(attackers, inputs / 5, server);
        Growth before = measured(server, java);
        send(attackers, inputs, server);
        Growth after = measured(server, java);
        double seconds = (System.nanoTime() - began) / 1e9;
        List<String> wrong = new ArrayList<>();
        faults.stream().limit(FAULTS_SHOWN_MAX).map(Fault::toString).forEach(wrong::add);
        errors(server.log()).forEach(wrong::add);
        after.since(before).ifPresent(wrong::add);
        if (!server.isAlive()) {
            wrong.add("the server ended");
        }
        out.printf("%d inputs in %.1f s; before: %s; after: %s%n", sent.get(), seconds, before, after);
        wrong.forEach(out::println);
        out.println(
                wrong.isEmpty()
                        ? "every input was taken as it should be"
                        : faults.size() + " faults; replay one with --seed=" + seed + " --case=NUMBER");
        out.flush();
        return wrong.isEmpty() ? 0 : 1;
    }

    private void send(Callable<Attacker> attackers, long until, ServerProcess server) throws Exception {
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Attacker attacker = attackers.call();
            Thread thread = new Thread(
                    () -> {
                        try (attacker) {
                            while (sent.get() < until && faults.size() < FAULTS_MAX && server.isAlive()) {
                                Attacker.Outcome outcome = attacker.attack(nextCase.getAndIncrement());
                                sent.addAndGet(outcome.inputs());
                                outcome.fault().ifPresent(faults::add);
                            }
                        }
                    },
                    "attacker-" + i);
            thread.start();
            all.add(thread);
        }
        long told = System.currentTimeMillis();
        for (Thread thread : all) {
            while (thread.isAlive()) {
                thread.join(200);
                if (System.currentTimeMillis() - told > PROGRESS_MILLIS) {
                    told = System.currentTimeMillis();
                    spec.commandLine()
                            .getErr()
                            .println(sent.get() + " of " + inputs + " inputs, " + faults.size() + " faults");
                    spec.commandLine().getErr().flush();
                }
            }
        }
    }

    private Growth measured(ServerProcess server, Path java) throws IOException, InterruptedException {
        Thread.sleep(SETTLE_MILLIS);
        return Growth.of(java, server.pid(), text(server.address(), "/metrics"));
    }

    /** Lines at level error, each with the line that follows it. */
    private static List<String> errors(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        List<String> errors = new ArrayList<>();
        for (int i = 0; i < lines.size() && errors.size() < FAULTS_SHOWN_MAX; i++) {
            if (lines.get(i).contains(" ERROR ")) {
                errors.add("log: " + lines.get(i) + (i + 1 < lines.size() ? "\n     " + lines.get(i + 1) : ""));
            }
        }
        return errors;
    }

    private static Map<String, List<String>> tokens(BearerTokens tokens) {
        Map<String, List<String>> byRole = new HashMap<>();
        byRole.put("source", List.of(tokens.token("source", "fuzz"), tokens.token("source", "12345")));
        byRole.put("responder", List.of(tokens.token("responder", "fuzz-responder")));
        byRole.put(
                "unit", List.of(tokens.token("unit", "traffic-police-410181"), tokens.token("unit", "police-410100")));
        byRole.put("centre", List.of(tokens.token("centre", "410100"), tokens.token("centre", "410181")));
        byRole.put("gis", List.of(tokens.token("gis", "fuzz")));
        byRole.put("supervisor", List.of(tokens.token("supervisor", "fuzz")));
        byRole.put("admin", List.of(tokens.token("admin", "fuzz")));
        return byRole;
    }

    /** Files some events, and gathers what there is to ask about. */
    private Known known(URI server, Map<String, List<String>> tokens) throws IOException, InterruptedException {
        String admin = tokens.get("admin").get(0);
        List<String> numbers = new ArrayList<>();
        List<String> orders = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            JsonObject report = new JsonObject()
                    .put("source", "fuzz")
                    .put("sourceEventId", "known-" + i)
                    .put("category", "02014")
                    .put(
                            "location",
                            new JsonObject().put("lon", LON + i * 0.001).put("lat", LAT))
                    .put("text", "known");
            HttpResponse<String> filed = http.send(
                    HttpRequest.newBuilder(server.resolve("/api/v1/events"))
                            .header("Authorization", "Bearer " + admin)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(report.encode()))
                            .build(),
                    BodyHandlers.ofString());
            if (filed.statusCode() != 201) {
                throw new IOException("an event was not filed: " + filed.body());
            }
            JsonObject event = new JsonObject(filed.body());
            numbers.add(event.getString("number"));
            event.getJsonArray("orders").forEach(order -> orders.add(((JsonObject) order).getString("id")));
        }
        List<String> ids = new ArrayList<>(orders);
        ids.addAll(List.of("1", "2", "3", "rc-1", "rc-2"));
        Map<String, List<String>> known = new HashMap<>();
        known.put("number", numbers);
        known.put("event", numbers);
        known.put("into", numbers);
        known.put("order", orders);
        known.put("id", ids);
        known.put("version", List.of("1", "2", "v1", "live"));
        known.put("key", List.of("fuzz", "12345", "x"));
        known.put("source", List.of("fuzz"));
        known.put("name", List.of("hook", "x"));
        known.put("category", List.of("02014", "90004", "01001"));
        known.put("unit", List.of("traffic-police-410181", "police-410181"));
        known.put("grid", List.of("410181", "410100"));
        known.put("lon", List.of("113.02"));
        known.put("lat", List.of("34.75"));
        known.put("limit", List.of("1", "5"));
        known.put("sourceEventId", List.of("known-1", "a", "b", "c", "d", "e", "f"));
        return new Known(known);
    }

    private JsonObject get(URI server, String path) throws IOException, InterruptedException {
        return new JsonObject(text(server, path));
    }

    private String text(URI server, String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(server.resolve(path)).build(), BodyHandlers.ofString())
                .body();
    }
}
