package io.hexdispatch.flow;

import io.hexdispatch.boundary.Activation;
import io.hexdispatch.boundary.BoundaryVersion;
import io.hexdispatch.boundary.Report;
import io.hexdispatch.grid.BoundarySet;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** The durable memory of all boundaries that were ever loaded. A successful future means committed. */
public interface BoundaryVersions {
    /** A name that no version had and none will have, with the beginning of the file's SHA-256 in it. */
    Future<String> nextName(String sha256);

    /**
     * Keeps a version whole or not at all.
     *
     * @param report empty where the boundaries are not from a file that was checked, as those that the first start began with
     * @param boundaries empty where the file had errors
     */
    Future<Void> keep(BoundaryVersion version, Optional<Report> report, Optional<BoundarySet> boundaries);

    /**
     * The versions, the latest first.
     *
     * @param before only those that were loaded before this one, none where there is no such; empty for the first page
     */
    Future<List<BoundaryVersion>> list(Optional<String> before, int limit);

    /** Whether a file with this SHA-256 was loaded once. */
    Future<Boolean> isFrom(String sha256);

    Future<Optional<BoundaryVersion>> find(String version);

    Future<Optional<Report>> report(String version);

    /** Reads the grids of a version; fails with {@link RefusedException} where it has none. */
    Future<BoundarySet> boundaries(String version);

    /** Notes that a version goes live, which is then what the next start begins with. */
    Future<Void> activate(Activation activation);

    /** The last activations, the latest first; the first is the live version. */
    Future<List<Activation>> activations(int limit);
}
