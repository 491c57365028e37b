package io.hexdispatch.http;

/** Told of every request that was answered; what it does must cost next to nothing. */
@FunctionalInterface
public interface RequestNews {
    /**
     * @param route the path with the names of its parameters, or its beginning where another protocol reads the rest
     * @param status 0 where the caller went away before the answer
     */
    void answered(String method, String route, int status, long nanos);
}
