package io.hexdispatch.boundary;

import java.time.Instant;
import java.util.Optional;

/**
 * Boundaries that were loaded once and are kept for good, so that every event can be traced to the map that located it.
 *
 * @param version its name, as events record it, such as {@code v12-3f2a9c1b}
 * @param title shown to people
 * @param loaded where it comes from
 * @param grids how many grids it has; 0 where the file had errors, so that there is only a report
 * @param errors how many findings stop an activation
 * @param warnings how many other findings there are
 * @param repairedGrids how many grids have another shape than the file draws; empty where no repair was asked for
 * @param activatedAt when it last went live; empty where it never did
 * @param isLive whether it is the live one
 */
public record BoundaryVersion(
        String version,
        String title,
        Loading loaded,
        int grids,
        long errors,
        long warnings,
        Optional<Integer> repairedGrids,
        Optional<Instant> activatedAt,
        boolean isLive) {}
