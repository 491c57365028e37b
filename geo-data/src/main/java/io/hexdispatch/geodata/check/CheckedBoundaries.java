package io.hexdispatch.geodata.check;

import io.hexdispatch.grid.BoundarySet;
import java.util.Optional;

/**
 * What a check came to.
 *
 * @param boundaries what can go live; empty if the report has errors
 */
public record CheckedBoundaries(TopologyReport report, Optional<BoundarySet> boundaries) {}
