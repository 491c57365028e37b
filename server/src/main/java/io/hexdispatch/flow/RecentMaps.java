package io.hexdispatch.flow;

import io.hexdispatch.grid.BoundarySet;
import io.hexdispatch.grid.CityMap;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The maps of boundary versions. The live one and those that were last worked with are at hand, because what was just loaded goes live
 * next, and what was just live is what one takes back to; any other is read and built, which takes a second or so. For one event loop.
 */
public final class RecentMaps {
    /** Besides the live one: each holds the shapes and the index of a whole city. */
    private static final int KEPT_MAX = 2;

    private final LiveMap live;
    private final BoundaryVersions versions;
    private final Workers workers;
    private final Deque<CityMap> latestFirst = new ArrayDeque<>();

    public RecentMaps(LiveMap live, BoundaryVersions versions, Workers workers) {
        this.live = live;
        this.versions = versions;
        this.workers = workers;
    }

    /** Fails with {@link RefusedException} where there is no such version or it has no grids. */
    Future<CityMap> of(String version) {
        if (live.current().version().equals(version)) {
            return Future.succeededFuture(live.current());
        }
        Optional<CityMap> recent = latestFirst.stream()
                .filter(map -> map.version().equals(version))
                .findFirst();
        return recent.map(map -> {
                    keep(map);
                    return Future.succeededFuture(map);
                })
                .orElseGet(() -> versions.boundaries(version).compose(this::build));
    }

    /** Builds the map of a version that was kept just now, so that it is there when it is asked for. */
    Future<CityMap> build(BoundarySet boundaries) {
        return workers.run(() -> {
                    // Nothing is kept whose shapes were not valid.
                    CityMap map = CityMap.ofValidShapes(boundaries);
                    LiveMap.check(map);
                    return map;
                })
                .map(this::keep);
    }

    /** Keeps a map as the latest, such as one that was live until now. */
    CityMap keep(CityMap map) {
        latestFirst.removeIf(kept -> kept.version().equals(map.version()));
        latestFirst.addFirst(map);
        if (latestFirst.size() > KEPT_MAX) {
            latestFirst.removeLast();
        }
        return map;
    }
}
