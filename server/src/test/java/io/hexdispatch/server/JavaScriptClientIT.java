package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Role;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The client library in JavaScript, as the server hands it out, in Node, to which the way is cut again and again. */
@ExtendWith(RunningServer.Shared.class)
class JavaScriptClientIT {
    private static final int WITH_WEBSOCKET = 22;
    private static final int WITH_WEBSOCKET_ASKED_FOR = 20;

    @TempDir
    private Path folder;

    private final BlockingQueue<JsonObject> told = new LinkedBlockingQueue<>();

    @Test
    void everyOrderIsHandledOnceAndAcknowledgedThoughTheConnectionBreaksAndTheHandlerFails(RunningServer city)
            throws Exception {
        ClientOrders orders = new ClientOrders(city, 113.02, 34.65);
        try (CuttingProxy proxy = new CuttingProxy(city.port());
                Node node = new Node(city, proxy, city.token(Role.RESPONDER, orders.responder()))) {
            await(line -> line.containsKey("connected"));
            List<String> sent = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                sent.add(orders.report());
                if (i % 5 == 4) {
                    proxy.cut();
                }
            }
            orders.awaitAcknowledged(sent, proxy::cut);

            assertThat(node.isRunning()).isTrue();
            assertThat(told.stream()
                            .filter(line -> "order.dispatched".equals(line.getString("handled")))
                            .map(line -> line.getString("subject")))
                    .containsExactlyInAnyOrderElementsOf(sent);
        }
    }

    @Test
    void areasAreFollowedAgainAndCommandsAreAnsweredOrRefused(RunningServer city) throws Exception {
        try (CuttingProxy proxy = new CuttingProxy(city.port());
                Node node = new Node(city, proxy, city.token(Role.CENTRE, "410181"))) {
            await(line -> line.containsKey("connected"));
            node.tell(new JsonObject().put("follow", "410181"));
            await(line -> "area.snapshot".equals(line.getString("handled")) && line.getBoolean("last"));
            proxy.cut();
            await(line -> "area.snapshot".equals(line.getString("handled")) && line.getBoolean("last"));

            node.tell(new JsonObject()
                    .put("command", "order.cancel")
                    .put("subject", "20260101-9999999-1")
                    .put("data", new JsonObject().put("reason", "test")));
            assertThat(await(line -> line.containsKey("failed")).getInteger("failed"))
                    .isEqualTo(404);
        }
    }

    private JsonObject await(Predicate<JsonObject> wanted) throws InterruptedException {
        while (true) {
            JsonObject line = told.poll(30, TimeUnit.SECONDS);
            assertThat(line).as("what is waited for").isNotNull();
            if (wanted.test(line)) {
                return line;
            }
        }
    }

    /** A program in Node that uses the library. */
    private final class Node implements AutoCloseable {
        private final Process process;
        private final PrintWriter input;

        Node(RunningServer city, CuttingProxy proxy, String token) throws IOException {
            int version = version();
            Assumptions.assumeTrue(
                    version >= WITH_WEBSOCKET_ASKED_FOR,
                    "the library in JavaScript is not tried: there is no Node of version 20 or later here");
            Path library = folder.resolve("hexdispatch.mjs");
            Files.writeString(
                    library, city.get("/client/hexdispatch.js", "").response().body());
            Path program = Path.of("src/test/resources/client/listen.mjs").toAbsolutePath();
            List<String> command = new ArrayList<>(List.of("node"));
            if (version < WITH_WEBSOCKET) {
                command.add("--experimental-websocket");
            }
            command.addAll(List.of(
                    program.toString(), library.toUri().toString(), "ws://127.0.0.1:" + proxy.port() + "/ws", token));
            process = new ProcessBuilder(command)
                    .redirectError(folder.resolve("errors.txt").toFile())
                    .start();
            input = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
            Thread reader = new Thread(this::read, "node");
            reader.setDaemon(true);
            reader.start();
        }

        private static int version() {
            try {
                Process asked = new ProcessBuilder("node", "--version").start();
                String text = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                return Integer.parseInt(text.strip().replaceAll("^v([0-9]+).*", "$1"));
            } catch (IOException | NumberFormatException noNode) {
                return 0;
            }
        }

        boolean isRunning() {
            return process.isAlive();
        }

        void tell(JsonObject line) {
            input.println(line.encode());
        }

        private void read() {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    told.add(new JsonObject(line));
                }
            } catch (IOException ended) {
                // with the process
            }
        }

        @Override
        public void close() {
            input.close();
            try {
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
