package io.hexdispatch.flow;

import io.hexdispatch.source.Source;
import io.hexdispatch.source.SourceChange;
import io.vertx.core.Future;
import java.util.List;

/** The durable registry of sources, with its history. */
public interface Sources {
    Future<List<Source>> all();

    /** Puts in, replaces or takes out, with a line of history, in one. */
    Future<Void> change(SourceChange change);

    /** What was changed about a source, the latest first. */
    Future<List<SourceChange>> history(String key, int limit);
}
