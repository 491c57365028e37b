package io.hexdispatch.ogcapi;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/** A body that is made piece by piece, so that no more of it is in memory than the client is about to read. */
interface ChunkedBody {
    /** Makes the next piece; called on workers, one call after another, until {@link #isDone}. */
    Buffer next() throws IOException;

    boolean isDone();
}
