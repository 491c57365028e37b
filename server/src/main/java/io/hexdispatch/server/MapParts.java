package io.hexdispatch.server;

import io.hexdispatch.access.Role;
import io.hexdispatch.boundaryfile.CheckedFiles;
import io.hexdispatch.boundaryfile.ComparedMaps;
import io.hexdispatch.flow.ActivateMap;
import io.hexdispatch.flow.CompareBoundaries;
import io.hexdispatch.flow.LiveMap;
import io.hexdispatch.flow.LoadBoundaries;
import io.hexdispatch.flow.RecentMaps;
import io.hexdispatch.flow.RelocateEvents;
import io.hexdispatch.http.BoundaryRoutes;
import io.hexdispatch.http.HttpApi;
import io.hexdispatch.http.UploadRoute;
import io.hexdispatch.ogcapi.EventLayers;
import io.hexdispatch.ogcapi.FindingLayers;
import io.hexdispatch.ogcapi.GridLayers;
import io.hexdispatch.ogcapi.OgcApi;
import io.hexdispatch.ogcapi.UnitLayers;
import io.hexdispatch.ogcapi.VectorTiles;
import io.hexdispatch.ogcapi.feature.MapThreads;
import io.hexdispatch.postgres.PostgresBoundaries;
import io.hexdispatch.postgres.PostgresDevices;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;

/** The live map for those who draw it, load it and look at it: boundary versions, OGC API and vector tiles. */
final class MapParts {
    /** The largest boundary file taken: a city of a million grids as a zip has about half of it. */
    private static final long UPLOAD_BYTES_MAX = 1_000_000_000;
    /** Few, so that those who draw maps leave the processors to the dispatch of events. */
    private static final int MAP_THREADS = 2;

    private final Ground ground;
    private final DispatchCore core;
    private final PostgresDevices devices;

    MapParts(Ground ground, DispatchCore core, PostgresDevices devices) {
        this.ground = ground;
        this.core = core;
        this.devices = devices;
    }

    void mount(HttpApi api) {
        mountBoundaries(api);
        LiveMap map = ground.map();
        MapThreads threads = new MapThreads(ground.vertx().createSharedWorkerExecutor("hexdispatch-gis", MAP_THREADS));
        OgcApi ogcApi = new OgcApi(
                List.of(
                        new GridLayers(map, threads),
                        new UnitLayers(ground.rules(), map, threads),
                        new FindingLayers(ground.mapVersions(), map, threads),
                        new EventLayers(core.readEvents, map, threads)),
                threads,
                ground.clock());
        api.subtree(OgcApi.ROOT, EnumSet.allOf(Role.class), ogcApi::accept);
        VectorTiles vectorTiles = new VectorTiles(map, threads);
        api.subtree(VectorTiles.ROOT, EnumSet.allOf(Role.class), vectorTiles::accept);
    }

    private void mountBoundaries(HttpApi api) {
        LiveMap map = ground.map();
        PostgresBoundaries versions = ground.mapVersions();
        Path uploads = ground.storage().uploads();
        CheckedFiles files = new CheckedFiles(ground.vertx().getOrCreateContext(), ground.workers(), uploads);
        RecentMaps maps = new RecentMaps(map, versions, ground.workers());
        LoadBoundaries loadBoundaries =
                new LoadBoundaries(map, files, versions, maps, core.announcements, ground.clock());
        new UploadRoute(loadBoundaries, uploads, UPLOAD_BYTES_MAX).mount(api);
        new BoundaryRoutes(
                        loadBoundaries,
                        new ActivateMap(map, versions, maps, core.announcements, ground.clock()),
                        new CompareBoundaries(
                                map, maps, new ComparedMaps(ground.workers()), core.events, core.roster, devices),
                        new RelocateEvents(map, core.events, core.announcements, ground.clock()),
                        versions,
                        files)
                .mount(api);
    }
}
