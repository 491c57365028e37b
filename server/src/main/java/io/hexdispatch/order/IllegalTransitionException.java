package io.hexdispatch.order;

import java.util.List;

/** An action that the present state does not allow; the message names the state and what is legal from it. */
public final class IllegalTransitionException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String present;
    private final transient List<String> possible;

    /**
     * @param reason what is not possible and why, with the state in it
     * @param present the state of the event or order
     * @param possible the actions that are legal from it
     */
    public IllegalTransitionException(String reason, String present, List<String> possible) {
        super(reason + "; " + (possible.isEmpty() ? "nothing is" : "possible is " + String.join(", ", possible)));
        this.present = present;
        this.possible = List.copyOf(possible);
    }

    public String present() {
        return present;
    }

    public List<String> possible() {
        return possible;
    }
}
