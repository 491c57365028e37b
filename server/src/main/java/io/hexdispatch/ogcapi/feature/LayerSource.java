package io.hexdispatch.ogcapi.feature;

import io.hexdispatch.access.Actor;
import io.vertx.core.Future;
import java.util.List;

/** Where layers come from; asked anew for every request, so that layers may come and go. */
@FunctionalInterface
public interface LayerSource {
    /** The layers that the reader may see now, in the order in which they are listed. */
    Future<List<Layer>> layers(Actor reader);
}
