package io.hexdispatch.simulation.books;

/**
 * A kind of thing that should happen in a day: a line of the closing table.
 *
 * @param name in the words of the operators, such as "extended 延期"
 */
public record Thing(String name) {
    public static Thing of(String name) {
        return new Thing(name);
    }
}
