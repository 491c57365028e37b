package io.hexdispatch.flow;

import io.hexdispatch.boundary.Difference;
import io.hexdispatch.grid.CityMap;
import io.hexdispatch.grid.coordinate.LonLat;
import io.vertx.core.Future;
import java.util.List;

/** Maps laid over each other, on workers. */
public interface BoundaryDifferences {
    /** Something that stands somewhere: an open event by its number, a responder or a device by its id. */
    record Standing(String id, LonLat place) {}

    Future<Difference> between(
            CityMap before,
            CityMap after,
            List<Standing> openEvents,
            List<Standing> responders,
            List<Standing> devices);
}
