package io.hexdispatch.flow;

import io.hexdispatch.assignment.Roster;
import io.hexdispatch.boundary.Difference;
import io.hexdispatch.flow.BoundaryDifferences.Handover;
import io.hexdispatch.flow.BoundaryDifferences.Standing;
import io.hexdispatch.grid.CityMap;
import io.hexdispatch.grid.GridLevel;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What would change if a version of the boundaries went live: grids, areas, open events, responders, devices. For one event loop. */
public final class CompareBoundaries {
    private static final int EVENTS_PER_PAGE = 1_000;
    private static final int DEVICES_PER_PAGE = 5_000;

    private final LiveMap live;
    private final RecentMaps maps;
    private final BoundaryDifferences differences;
    private final Events events;
    private final Roster roster;
    private final Devices devices;

    public CompareBoundaries(
            LiveMap live,
            RecentMaps maps,
            BoundaryDifferences differences,
            Events events,
            Roster roster,
            Devices devices) {
        this.live = live;
        this.maps = maps;
        this.differences = differences;
        this.events = events;
        this.roster = roster;
        this.devices = devices;
    }

    /**
     * @param from the version that it is compared with; empty for the live one
     * @param level the only one whose grids are compared; empty for all. Open events, responders and devices are always those of the
     *     whole map
     */
    public Future<Difference> compare(String version, Optional<String> from, Optional<GridLevel> level) {
        return maps.of(from.orElse(live.current().version())).compose(before -> maps.of(version)
                .compose(after -> openEvents(before, after, Handover.NOTHING, 0).compose(open -> differences
                        .handed(before, after, responders())
                        .compose(people -> devices(before, after, Handover.NOTHING, "")
                                .compose(things -> differences.between(
                                        before, after, level, open, Handover.NOTHING.plus(people), things))))));
    }

    private Future<Handover> openEvents(CityMap before, CityMap after, Handover soFar, long last) {
        return events.open(last, EVENTS_PER_PAGE).compose(page -> differences
                .handed(
                        before,
                        after,
                        page.stream()
                                .map(event -> new Standing(event.number().toString(), event.place()))
                                .toList())
                .compose(handed -> page.size() < EVENTS_PER_PAGE
                        ? Future.succeededFuture(soFar.plus(handed))
                        : openEvents(
                                before,
                                after,
                                soFar.plus(handed),
                                page.get(page.size() - 1).number().id())));
    }

    private Future<Handover> devices(CityMap before, CityMap after, Handover soFar, String last) {
        return devices.list(Optional.empty(), last, DEVICES_PER_PAGE).compose(page -> differences
                .handed(
                        before,
                        after,
                        page.stream()
                                .map(device ->
                                        new Standing(device.id(), device.place().wgs84()))
                                .toList())
                .compose(handed -> page.size() < DEVICES_PER_PAGE
                        ? Future.succeededFuture(soFar.plus(handed))
                        : devices(
                                before,
                                after,
                                soFar.plus(handed),
                                page.get(page.size() - 1).id())));
    }

    private List<Standing> responders() {
        List<Standing> standing = new ArrayList<>(roster.size());
        roster.forEachPosition((id, place) -> standing.add(new Standing(id, place)));
        return standing;
    }
}
