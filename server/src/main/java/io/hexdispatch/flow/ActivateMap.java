package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.boundary.Activation;
import io.hexdispatch.boundary.BoundaryVersion;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Puts a version of the boundaries live: the map is built beside the event loop, the activation committed, and then the map swapped
 * by one reference write. Events that are open keep the grids that they were filed with. For one event loop.
 */
public final class ActivateMap {
    /** How far back a rollback looks: more than anybody remembers. */
    private static final int ACTIVATIONS_MAX = 10_000;

    private final LiveMap live;
    private final BoundaryVersions versions;
    private final RecentMaps maps;
    private final Announcements announcements;
    private final Clock clock;
    private boolean isUnderWay;

    public ActivateMap(
            LiveMap live, BoundaryVersions versions, RecentMaps maps, Announcements announcements, Clock clock) {
        this.live = live;
        this.versions = versions;
        this.maps = maps;
        this.announcements = announcements;
        this.clock = clock;
    }

    /**
     * Activates a version; the live one again changes nothing.
     *
     * <p>Fails with {@link RefusedException} where there is no such version, where its file had errors, or while another activation is
     * under way.
     */
    public Future<BoundaryVersion> activate(Actor by, String version, Optional<String> reason) {
        if (isUnderWay) {
            return conflict("another activation is under way; look again in a moment");
        }
        isUnderWay = true;
        return versions.find(version)
                .compose(found -> found.isEmpty()
                        ? Future.failedFuture(new RefusedException(
                                RefusedException.Kind.NOT_FOUND, "there is no boundary version " + version))
                        : activate(by, found.get(), reason))
                .onComplete(done -> isUnderWay = false);
    }

    /** Activates what was live before the live version. */
    public Future<BoundaryVersion> rollBack(Actor by, Optional<String> reason) {
        return versions.activations(ACTIVATIONS_MAX).compose(activations -> {
            String now = live.current().version();
            return before(activations, now)
                    .map(version -> activate(by, version, reason))
                    .orElseGet(() -> conflict("nothing was live before version " + now));
        });
    }

    /**
     * What was live before: rolling back twice goes back two versions, not to and fro, so the version is looked for beneath the first
     * time that the live one went live.
     */
    static Optional<String> before(List<Activation> latestFirst, String now) {
        int first = -1;
        for (int i = 0; i < latestFirst.size(); i++) {
            if (latestFirst.get(i).version().equals(now)) {
                first = i;
            }
        }
        return latestFirst.stream()
                .skip(first + 1L)
                .map(Activation::version)
                .filter(version -> !version.equals(now))
                .findFirst();
    }

    private Future<BoundaryVersion> activate(Actor by, BoundaryVersion version, Optional<String> reason) {
        if (version.isLive()) {
            return Future.succeededFuture(version);
        }
        if (version.errors() > 0) {
            return conflict("version " + version.version() + " has " + version.errors()
                    + " errors, which its report lists; mend the file and load it again");
        }
        return maps.of(version.version())
                .compose(map -> versions.activate(new Activation(version.version(), by, clock.instant(), reason))
                        .map(committed -> {
                            maps.keep(live.current());
                            live.activate(map);
                            announcements.mapActivated(map.version(), map.title());
                            return null;
                        }))
                .compose(done -> versions.find(version.version()))
                .map(Optional::orElseThrow);
    }

    private static <T> Future<T> conflict(String message) {
        return Future.failedFuture(new RefusedException(RefusedException.Kind.CONFLICT, message));
    }
}
