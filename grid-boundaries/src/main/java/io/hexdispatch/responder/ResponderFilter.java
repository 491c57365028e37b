package io.hexdispatch.responder;

/**
 * Says whether a responder may be among the answers. Called during a search, in the thread that searches and often, so it must be
 * quick and not block; it may be asked about a responder who was just moved or removed.
 */
@FunctionalInterface
public interface ResponderFilter {
    /** Lets everybody pass. */
    ResponderFilter EVERYBODY = responder -> true;

    /** @param responder the number that {@link ResponderIndex#add} gave */
    boolean accepts(int responder);
}
