package io.hexdispatch.flow;

import io.hexdispatch.source.Source;
import io.hexdispatch.source.TokenBucket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The registry in memory, so that no report costs a look into the database. What is known is swapped whole by one reference write; how
 * much each source has sent is counted here, on one event loop.
 */
public final class LiveSources {
    private record Gate(Source source, Optional<TokenBucket> bucket) {}

    private final LongSupplier nanos;
    private volatile Map<String, Gate> gates = Map.of();

    /** @param nanos a clock that never goes back */
    public LiveSources(LongSupplier nanos) {
        this.nanos = nanos;
    }

    public Optional<Source> find(String key) {
        return Optional.ofNullable(gates.get(key)).map(Gate::source);
    }

    /** In the order of their keys. */
    public List<Source> all() {
        return gates.values().stream().map(Gate::source).toList();
    }

    /** From now on these. A source whose limit stays the same goes on with what it has left. */
    public void swap(List<Source> sources) {
        Map<String, Gate> next = new TreeMap<>();
        for (Source source : sources) {
            Optional<TokenBucket> before = Optional.ofNullable(gates.get(source.key()))
                    .flatMap(Gate::bucket)
                    .filter(bucket -> source.limit().equals(Optional.of(bucket.limit())));
            next.put(source.key(), new Gate(source, before.or(() -> source.limit()
                    .map(limit -> new TokenBucket(limit, nanos.getAsLong())))));
        }
        gates = next;
    }

    /** Why a report of the source is not taken now; empty where it is. A source that is not registered is free to report. */
    public Optional<RefusedException> refuse(String key) {
        Gate gate = gates.get(key);
        if (gate == null) {
            return Optional.empty();
        }
        if (!gate.source().isOn()) {
            return Optional.of(new RefusedException(
                    RefusedException.Kind.FORBIDDEN,
                    "source \"" + key
                            + "\" is switched off in the registry of sources; an administrator can switch it on"));
        }
        if (gate.bucket().isEmpty()) {
            return Optional.empty();
        }
        TokenBucket bucket = gate.bucket().get();
        long wait = bucket.take(nanos.getAsLong());
        if (wait == 0) {
            return Optional.empty();
        }
        int seconds = (int) Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toSeconds(wait - 1) + 1);
        return Optional.of(RefusedException.tooMany(
                "source \"" + key + "\" may report " + bucket.limit().perSecond() + " events a second and "
                        + bucket.limit().burst() + " at once, and sends more; the same report can be sent again in "
                        + seconds + " s",
                seconds));
    }
}
