package io.hexdispatch.source;

/** Holds a source to its limit: each report takes a token, and tokens come back at the limit's rate. For one thread. */
public final class TokenBucket {
    private static final double NANOS_PER_SECOND = 1e9;

    private final RateLimit limit;
    private double tokens;
    private long filledAtNanos;

    /** Full. @param nowNanos by a clock that never goes back */
    public TokenBucket(RateLimit limit, long nowNanos) {
        this.limit = limit;
        this.tokens = limit.burst();
        this.filledAtNanos = nowNanos;
    }

    public RateLimit limit() {
        return limit;
    }

    /** Takes a token. The answer is 0, or after how many nanoseconds there will be one, and then none was taken. */
    public long take(long nowNanos) {
        double seconds = Math.max(0, nowNanos - filledAtNanos) / NANOS_PER_SECOND;
        tokens = Math.min(limit.burst(), tokens + seconds * limit.perSecond());
        filledAtNanos = nowNanos;
        if (tokens >= 1) {
            tokens--;
            return 0;
        }
        return Math.max(1, (long) Math.ceil((1 - tokens) / limit.perSecond() * NANOS_PER_SECOND));
    }
}
