package io.hexdispatch.loadtests.scenario;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToIntFunction;

/** The ways in which things are broken under load. Each is over, and what it took away is back, when {@link #inflict} returns. */
enum Fault {
    KILL_SERVER("the server is killed (kill -9) at a random moment and started again", 20) {
        @Override
        void inflict(Scene scene) throws IOException, InterruptedException {
            Thread.sleep(scene.random().nextInt(200, 2_500));
            scene.server().kill();
            scene.server().start();
        }
    },
    KILL_DATABASE("PostgreSQL is killed (kill -9 of its first process); the server starts it again", 3) {
        @Override
        void inflict(Scene scene) throws IOException, InterruptedException {
            Thread.sleep(scene.random().nextInt(200, 2_500));
            scene.server().killDatabase();
            Thread.sleep(500);
        }
    },
    PAUSE_DATABASE("PostgreSQL is stopped (SIGSTOP, with all its processes) for 30 s; look-ups must go on", 1) {
        @Override
        void inflict(Scene scene) throws IOException, InterruptedException {
            List<ProcessHandle> paused = scene.server().pauseDatabase();
            try {
                for (int second = 0; second < 30; second++) {
                    Thread.sleep(1_000);
                    lookUp(scene);
                }
            } finally {
                FaultedServer.signal("-CONT", paused);
            }
        }
    },
    NO_CONNECTIONS("somebody else holds all connections of PostgreSQL for 10 s", 1) {
        @Override
        void inflict(Scene scene) throws IOException, InterruptedException {
            List<Connection> held = new ArrayList<>();
            try {
                while (true) {
                    held.add(DriverManager.getConnection("jdbc:postgresql://127.0.0.1:"
                            + scene.server().databasePort() + "/postgres?user=postgres"));
                }
            } catch (SQLException noneLeft) {
                scene.tell(held.size() + " connections taken, then: " + noneLeft.getMessage());
                Thread.sleep(10_000);
            } finally {
                for (Connection connection : held) {
                    close(connection);
                }
            }
        }
    },
    DISK_FULL("the file system of the database is full for 10 s (a tmpfs of its own, as root)", 2) {
        @Override
        Optional<Integer> ownDiskMegabytes() {
            return Optional.of(900);
        }

        @Override
        void inflict(Scene scene) throws IOException, InterruptedException {
            Path filler = scene.server().data().resolve("filler");
            long bytes = fill(filler);
            scene.tell("the last " + bytes / 1_000_000 + " MB are taken");
            try {
                Thread.sleep(10_000);
            } finally {
                Files.delete(filler);
            }
        }
    },
    CUT_CLIENTS("for 20 s one in twenty connections of the clients is cut off four times a second", 1) {
        @Override
        void inflict(Scene scene) throws IOException, InterruptedException {
            int cut = 0;
            for (int i = 0; i < 80; i++) {
                Thread.sleep(250);
                cut += scene.onNetwork(proxy -> proxy.cut(0.05));
            }
            scene.tell(cut + " connections cut off");
        }
    },
    HALF_OPEN("all clients vanish without a word, and the server must notice within 50 s", 1) {
        @Override
        void inflict(Scene scene) throws IOException, InterruptedException {
            int silent = scene.onNetwork(LoopbackProxy::silence);
            scene.tell(silent + " connections are silent");
            Thread.sleep(50_000);
            String left = scene.metric("hexdispatch_connections");
            if (!left.equals("0.0")) {
                scene.wrong(left + " clients that are gone still count as connected after 50 s");
            }
            scene.onNetwork(proxy -> {
                proxy.endSilent();
                return 0;
            });
        }
    },
    SLOW_NETWORK(
            "for 20 s everything between clients and server takes up to 200 ms more, and some of it is cut off", 1) {
        @Override
        void inflict(Scene scene) throws IOException, InterruptedException {
            scene.onNetwork(proxy -> {
                proxy.delay(200);
                return 0;
            });
            for (int i = 0; i < 20; i++) {
                Thread.sleep(1_000);
                scene.onNetwork(proxy -> proxy.cut(0.02));
            }
            scene.onNetwork(proxy -> {
                proxy.delay(0);
                return 0;
            });
        }
    },
    CLOCK_BACK("the server's clock is set back by an hour, all clients connect anew, and it is set right again", 1) {
        @Override
        void inflict(Scene scene) throws IOException, InterruptedException {
            scene.server().setClock(-3_600);
            Thread.sleep(5_000);
            scene.onNetwork(proxy -> proxy.cut(1));
            Thread.sleep(10_000);
            scene.server().setClock(0);
        }
    },
    ACTIVATE_MAP("boundaries are put live while PostgreSQL, and then the server, is killed", 3) {
        @Override
        void inflict(Scene scene) throws IOException, InterruptedException {
            BoundaryCalls calls = scene.boundaries();
            String version = scene.secondVersion();
            String other = calls.live().equals(version) ? scene.firstVersion() : version;
            activate(scene, calls, other);
            scene.server().killDatabase();
            Thread.sleep(500);
            scene.server().awaitReady();
            checkLive(scene, calls);
            activate(scene, calls, calls.live().equals(version) ? scene.firstVersion() : version);
            scene.server().kill();
            scene.server().start();
            scene.server().awaitReady();
            checkLive(scene, calls);
        }
    };

    private final String what;
    private final int rounds;

    Fault(String what, int rounds) {
        this.what = what;
        this.rounds = rounds;
    }

    /** Where it takes place. */
    interface Scene {
        FaultedServer server();

        SplittableRandom random();

        /** Something that a fault itself found to be broken. */
        void wrong(String what);

        void tell(String line);

        int onNetwork(ToIntFunction<LoopbackProxy> action) throws IOException;

        BearerTokens tokens();

        String metric(String name) throws IOException, InterruptedException;

        BoundaryCalls boundaries() throws IOException;

        String firstVersion();

        /** Boundaries that are not live at first; loaded when they are asked for. */
        String secondVersion() throws IOException, InterruptedException;
    }

    abstract void inflict(Scene scene) throws IOException, InterruptedException;

    /** How large a file system of its own the data must have; empty for none. */
    Optional<Integer> ownDiskMegabytes() {
        return Optional.empty();
    }

    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String what() {
        return what;
    }

    int rounds() {
        return rounds;
    }

    static Optional<Fault> of(String text) {
        return Arrays.stream(values())
                .filter(fault -> fault.text().equals(text))
                .findFirst();
    }

    private static void lookUp(Scene scene) throws IOException, InterruptedException {
        URI place = scene.server().address().resolve("/api/v1/locate?lon=113.02&lat=34.75");
        try {
            int status = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(place)
                                    .timeout(Duration.ofSeconds(2))
                                    .header(
                                            "Authorization",
                                            "Bearer " + scene.tokens().token("gis", "faults"))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
            if (status != 200) {
                scene.wrong("a look-up was answered with " + status);
            }
        } catch (IOException e) {
            scene.wrong("a look-up was not answered: " + e);
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException goneAlready) {
            // Then nobody holds it.
        }
    }

    private static long fill(Path file) throws IOException {
        byte[] part = new byte[64 * 1024];
        try (var out = Files.newOutputStream(file, StandardOpenOption.CREATE)) {
            while (true) {
                out.write(part);
            }
        } catch (IOException noSpaceLeft) {
            return Files.size(file);
        }
    }

    private static void activate(Scene scene, BoundaryCalls calls, String version) throws InterruptedException {
        CompletableFuture.runAsync(() -> {
            try {
                calls.activate(version);
            } catch (IOException cutOff) {
                scene.tell("the activation of " + version + " was cut off, as intended");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Thread.sleep(scene.random().nextInt(1, 60));
    }

    /** The map that events are located by is the one that the database calls live. */
    private static void checkLive(Scene scene, BoundaryCalls calls) throws IOException, InterruptedException {
        String live = calls.live();
        if (!calls.isLive(live)) {
            scene.wrong("places are located by " + live + ", which is not the live version");
        }
    }
}
