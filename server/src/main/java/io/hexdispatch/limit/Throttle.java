package io.hexdispatch.limit;

import io.hexdispatch.source.RateLimit;
import io.hexdispatch.source.TokenBucket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Holds each of many to the same rate, by a bucket of tokens each. It remembers a bounded number of them: for one more it forgets who was
 * longest away, whose bucket has most likely filled up meanwhile, so that nothing is forgotten with it. For one event loop.
 */
public final class Throttle {
    private final Optional<RateLimit> limit;
    private final Map<String, TokenBucket> buckets;

    /** @param limit of each; empty for none */
    public Throttle(Optional<RateLimit> limit, int rememberedMax) {
        this.limit = limit;
        this.buckets = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, TokenBucket> eldest) {
                return size() > rememberedMax;
            }
        };
    }

    /**
     * Counts one thing done by somebody.
     *
     * @param nowNanos by a clock that never goes back
     * @return 0, or after how many nanoseconds he may, and then it is not counted
     */
    public long take(String who, long nowNanos) {
        if (limit.isEmpty()) {
            return 0;
        }
        TokenBucket bucket = buckets.get(who);
        if (bucket == null) {
            bucket = new TokenBucket(limit.get(), nowNanos);
            buckets.put(who, bucket);
        }
        return bucket.take(nowNanos);
    }

    /** What each may do; empty where there is no limit. */
    public Optional<RateLimit> limit() {
        return limit;
    }

    int remembered() {
        return buckets.size();
    }
}
