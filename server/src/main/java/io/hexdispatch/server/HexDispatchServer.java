package io.hexdispatch.server;

import io.hexdispatch.access.Revocations;
import io.hexdispatch.access.Role;
import io.hexdispatch.assignment.AssignmentRules;
import io.hexdispatch.assignment.LiveRules;
import io.hexdispatch.category.Categories;
import io.hexdispatch.flow.LiveMap;
import io.hexdispatch.flow.RulesVersions;
import io.hexdispatch.http.HttpApi;
import io.hexdispatch.http.StartingUp;
import io.hexdispatch.postgres.DatabaseAddress;
import io.hexdispatch.postgres.PostgresBoundaries;
import io.hexdispatch.postgres.PostgresRules;
import io.hexdispatch.security.TokenKey;
import io.hexdispatch.security.Tokens;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * The running server: in which order it starts and stops. All of it lives on one event loop, so that decisions follow one another; what
 * takes long is done on workers. What it is made of is put together in {@link Assembly}.
 */
public final class HexDispatchServer extends VerticleBase {
    private final ServerConfig config;
    private final Clock clock;
    private final Promise<Void> stopped = Promise.promise();
    private final Revocations revocations = new Revocations();
    private final Categories categories = Categories.bundled();

    private HttpListener listener;
    private Storage storage;
    private PeriodicWork periodic;
    private FirstMap firstMap;
    private Tokens tokens;
    private RulesVersions.Text givenRules;
    private Ground ground;
    private Assembly assembly;

    HexDispatchServer(ServerConfig config) {
        this(config, Clock.systemUTC());
    }

    HexDispatchServer(ServerConfig config, Clock clock) {
        this.config = config;
        // As fine as the database keeps time, so that what is told at once equals what is read later.
        this.clock = Clock.tick(clock, Duration.ofNanos(1_000));
    }

    int port() {
        return listener.port();
    }

    Tokens tokens() {
        return tokens;
    }

    LiveMap map() {
        return ground.map();
    }

    List<HttpApi.Route> routes() {
        return assembly.api().routes();
    }

    Map<String, Set<Role>> otherProtocols() {
        return assembly.api().others();
    }

    AssignmentRules rules() {
        return ground.rules().current();
    }

    /** Whether HTTP and WebSocket are encrypted. */
    boolean speaksTls() {
        return config.protection().tls().isPresent();
    }

    /** The data folder, whole and absolute. */
    Path dataFolder() {
        return storage.folder();
    }

    DatabaseAddress database() {
        return storage.database();
    }

    /** When all that was taken is finished and kept. Connections to a database that does not answer may then still be open. */
    Future<Void> stopped() {
        return stopped.future();
    }

    @Override
    public Future<?> start() {
        storage = new Storage(vertx, config);
        periodic = new PeriodicWork(vertx, storage::isDatabaseThere);
        firstMap = new FirstMap(config.city(), this::onWorker, clock);
        StartingUp startingUp = new StartingUp();
        listener = new HttpListener(vertx, config, startingUp);
        // First of all: whoever chose a taken port should not wait for a database to learn of it, and whoever asks is
        // told what he waits for.
        return listener.listen(periodic)
                .compose(listening -> onWorker(this::readRules))
                .compose(read -> storage.holdFolder())
                .compose(held -> {
                    if (storage.isNew()) {
                        firstMap.readAhead();
                    }
                    return storage.openDatabase();
                })
                .compose(opened -> onWorker(this::loadKey))
                .compose(loaded -> {
                    startingUp.now("the map is read");
                    return readGround();
                })
                .compose(read -> {
                    startingUp.now("what is open is read");
                    assembly = new Assembly(ground, tokens, revocations);
                    return assembly.load();
                })
                .map(ready -> {
                    assembly.begin(periodic, firstMap, versions -> liveRules(false, versions));
                    listener.answerWith(assembly.api().router());
                    return null;
                })
                .recover(failure -> listener.close()
                        .transform(closed -> storage.close())
                        .transform(closed -> Future.failedFuture(failure)));
    }

    private <T> Future<T> onWorker(Callable<T> work) {
        return vertx.executeBlocking(work, false);
    }

    private Void readRules() throws StartException {
        givenRules = FirstRules.read(config.rules(), categories);
        return null;
    }

    private Void loadKey() throws StartException {
        try {
            tokens = new Tokens(vertx, TokenKey.in(storage.folder()), revocations, clock);
            return null;
        } catch (IOException e) {
            throw new StartException("the token key cannot be read or made: " + e.getMessage(), e);
        }
    }

    private Future<?> readGround() {
        PostgresBoundaries mapVersions = new PostgresBoundaries(storage.patientPool(), this::onWorker);
        PostgresRules rulesVersions = new PostgresRules(storage.pool());
        return firstMap.load(mapVersions)
                .compose(map -> liveRules(config.rules().isPresent(), rulesVersions)
                        .onSuccess(rules -> ground = new Ground(
                                vertx,
                                config,
                                storage,
                                this::onWorker,
                                clock,
                                categories,
                                new LiveMap(map),
                                mapVersions,
                                new LiveRules(rules),
                                rulesVersions,
                                new ServerMetrics())));
    }

    private Future<AssignmentRules> liveRules(boolean isFromFile, RulesVersions versions) {
        return new FirstRules(givenRules, isFromFile, versions, categories, this::onWorker, clock).load();
    }

    /** What was taken is finished, clients are told, positions are written; only then is the database closed. */
    @Override
    public Future<?> stop() {
        periodic.stop();
        // The clients first, with the reason: the server waits for every connection, and theirs would not end by
        // themselves. While they say farewell, no new requests are taken, and those under way are finished.
        return Future.join(assembly.dismissClients(), listener.finish())
                .transform(done -> assembly.finish(periodic))
                .transform(done -> storage.close())
                .onComplete(done -> {
                    ground.metrics().close();
                    stopped.tryComplete();
                });
    }
}
