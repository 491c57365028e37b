package io.hexdispatch.assignment;

import java.util.List;

/** A rules file that cannot be used; the message lists every problem, one to a line. */
public final class InvalidRulesException extends Exception {
    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    InvalidRulesException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /**
     * The problems in the order of the file, each as {@code file:line:column: what is wrong; what would be right}. After
     * the first hundred, a last one counts the rest.
     */
    public List<String> problems() {
        return problems;
    }
}
