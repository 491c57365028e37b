package io.hexdispatch.flow;

import io.hexdispatch.assignment.Roster;
import io.hexdispatch.boundary.Difference;
import io.hexdispatch.flow.BoundaryDifferences.Standing;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What would change if a version of the boundaries went live: grids, areas, open events, responders, devices. For one event loop. */
public final class CompareBoundaries {
    private static final int EVENTS_PER_PAGE = 5_000;
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

    /** @param from the version that it is compared with; empty for the live one */
    public Future<Difference> compare(String version, Optional<String> from) {
        return maps.of(from.orElse(live.current().version())).compose(before -> maps.of(version)
                .compose(after -> openEvents(new ArrayList<>(), 0).compose(open -> devices(new ArrayList<>(), "")
                        .compose(standing -> differences.between(before, after, open, responders(), standing)))));
    }

    private Future<List<Standing>> openEvents(List<Standing> before, long after) {
        return events.open(after, EVENTS_PER_PAGE).compose(page -> {
            page.forEach(event -> before.add(new Standing(event.number().toString(), event.place())));
            return page.size() < EVENTS_PER_PAGE
                    ? Future.succeededFuture(before)
                    : openEvents(before, page.get(page.size() - 1).number().id());
        });
    }

    private Future<List<Standing>> devices(List<Standing> before, String after) {
        return devices.list(Optional.empty(), after, DEVICES_PER_PAGE).compose(page -> {
            page.forEach(device ->
                    before.add(new Standing(device.id(), device.place().wgs84())));
            return page.size() < DEVICES_PER_PAGE
                    ? Future.succeededFuture(before)
                    : devices(before, page.get(page.size() - 1).id());
        });
    }

    private List<Standing> responders() {
        List<Standing> standing = new ArrayList<>(roster.size());
        roster.forEachPosition((id, place) -> standing.add(new Standing(id, place)));
        return standing;
    }
}
