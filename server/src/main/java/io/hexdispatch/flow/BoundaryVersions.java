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

    /** All versions, the latest first. */
    Future<List<BoundaryVersion>> list();

    Future<Optional<BoundaryVersion>> find(String version);

    Future<Optional<Report>> report(String version);

    /** Reads the grids of a version; fails with {@link RefusedException} where it has none. */
    Future<BoundarySet> boundaries(String version);

    /** Notes that a version goes live, which is then what the next start begins with. */
    Future<Void> activate(Activation activation);

    /** Every activation, the latest first; the first is the live version. */
    Future<List<Activation>> activations();
}
