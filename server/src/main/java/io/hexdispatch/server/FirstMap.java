package io.hexdispatch.server;

import io.hexdispatch.access.Actor;
import io.hexdispatch.boundary.Activation;
import io.hexdispatch.boundary.BoundaryVersion;
import io.hexdispatch.boundary.Loading;
import io.hexdispatch.flow.BoundaryVersions;
import io.hexdispatch.flow.Workers;
import io.hexdispatch.geodata.read.GeoJsonReader;
import io.hexdispatch.geodata.read.InvalidBoundaryFileException;
import io.hexdispatch.grid.BoundarySet;
import io.hexdispatch.grid.CityMap;
import io.hexdispatch.grid.InvalidBoundarySetException;
import io.hexdispatch.grid.demo.DefaultCity;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The map that a server begins with: the version that is live in its database, and in a new database the city that it was started
 * with, which becomes the first version.
 */
final class FirstMap {
    private static final Logger LOG = LoggerFactory.getLogger(FirstMap.class);

    private record City(CityMap map, Loading loading) {}

    private final Optional<Path> file;
    private final Workers workers;
    private final Clock clock;
    /** Read ahead of the database, where one has to be made; null until it is wanted. */
    private Future<City> city;

    /** @param file boundaries as GeoJSON; empty for the demonstration city */
    FirstMap(Optional<Path> file, Workers workers, Clock clock) {
        this.file = file;
        this.workers = workers;
        this.clock = clock;
    }

    /** Makes the city while the database is being made: both take seconds, and a new database needs both. */
    void readAhead() {
        city();
    }

    private Future<City> city() {
        if (city == null) {
            city = workers.run(this::read);
        }
        return city;
    }

    /** Fails with {@link StartException} where the city cannot be used. */
    Future<CityMap> load(BoundaryVersions versions) {
        return versions.activations(1)
                .compose(activations -> activations.isEmpty()
                        ? first(versions)
                        : live(activations.get(0).version(), versions))
                .onSuccess(map -> LOG.atInfo()
                        .addKeyValue("version", map.version())
                        .addKeyValue("grids", map.grids().size())
                        .log("map ready"));
    }

    private Future<CityMap> live(String version, BoundaryVersions versions) {
        return refuseOtherFile(version, versions)
                .compose(same -> versions.boundaries(version))
                .compose(boundaries -> workers.run(() -> CityMap.build(boundaries)));
    }

    /** Whoever names a file must not believe that it is live when another version is and the file was never loaded. */
    private Future<Void> refuseOtherFile(String live, BoundaryVersions versions) {
        if (file.isEmpty()) {
            return Future.succeededFuture();
        }
        return workers.run(() -> sha256(file.get()))
                .compose(versions::isFrom)
                .compose(
                        known -> known
                                ? Future.succeededFuture()
                                : Future.failedFuture(
                                        new StartException(
                                                "the database holds boundaries already, of which version " + live
                                                        + " is live, and the city file " + file.get()
                                                        + " is none of them. Leave it out and bring it in with: hexdispatch boundaries load")));
    }

    private Future<CityMap> first(BoundaryVersions versions) {
        return city().compose(city -> keep(city, versions)
                .compose(kept -> versions.activate(new Activation(
                        city.map().version(),
                        Actor.SYSTEM,
                        clock.instant(),
                        Optional.of("what the server was first started with"))))
                .map(city.map()));
    }

    private Future<Void> keep(City city, BoundaryVersions versions) {
        CityMap map = city.map();
        BoundaryVersion version = new BoundaryVersion(
                map.version(),
                map.title(),
                city.loading(),
                map.grids().size(),
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                false);
        return versions.find(map.version())
                .compose(found -> found.isPresent()
                        ? Future.succeededFuture()
                        : versions.keep(version, Optional.empty(), Optional.of(map.boundaries())));
    }

    private City read() throws StartException {
        try {
            BoundarySet boundaries = file.isPresent() ? new GeoJsonReader().read(file.get()) : DefaultCity.generate();
            return new City(
                    CityMap.build(boundaries),
                    new Loading(
                            Actor.SYSTEM,
                            clock.instant(),
                            file.map(path -> path.getFileName().toString()).orElse("the program's own"),
                            file.isPresent() ? sha256(file.get()) : ""));
        } catch (InvalidBoundaryFileException | InvalidBoundarySetException e) {
            throw new StartException(
                    "the city file " + file.map(Path::toString).orElse("of the program") + " cannot be used: "
                            + e.getMessage(),
                    e);
        } catch (IOException e) {
            throw new StartException("the city file " + file.orElseThrow() + " cannot be read: " + e, e);
        }
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of()
                    .formatHex(((DigestInputStream) in).getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
