package io.hexdispatch.ogcapi.feature;

import io.vertx.core.Future;
import java.util.Optional;

/**
 * A collection of features as one reader may see it. {@link MemoryLayer} serves whatever fits in memory; only what lives in the
 * database needs a class of its own.
 */
public interface Layer {
    LayerDescription description();

    /** A page of the features that a query matches; never holds up the event loop. */
    Future<FeaturePage> page(FeatureQuery query);

    Future<Optional<Feature>> feature(String id);
}
