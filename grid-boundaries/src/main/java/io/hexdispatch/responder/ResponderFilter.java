package io.hexdispatch.responder;

/** Says whether a responder may be among the answers; called during a search, so it must be quick and not block. */
@FunctionalInterface
public interface ResponderFilter {
    /** Lets everybody pass. */
    ResponderFilter EVERYBODY = responder -> true;

    /** @param responder the number that {@link ResponderIndex#add} gave */
    boolean accepts(int responder);
}
