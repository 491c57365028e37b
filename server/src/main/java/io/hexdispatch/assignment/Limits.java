package io.hexdispatch.assignment;

import io.hexdispatch.deadline.Limit;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Limits as rules files write them. */
final class Limits {
    private Limits() {}

    /** Reads such as {@code 4 working hours}; empty, with the problem reported, if it is none. */
    static Optional<Limit> read(Node node, String what, Problems problems) {
        Optional<String> text = YamlMapping.text(node, what, problems);
        Optional<Limit> limit = text.flatMap(Limit::parse);
        if (text.isPresent() && limit.isEmpty()) {
            problems.add(
                    node,
                    text.get().strip().matches("0+( .*)?")
                            ? what
                                    + " is zero, which nobody can meet; write 1 or more, or leave the key out for no limit"
                            : what + " " + Problems.quoted(text.get())
                                    + " is no limit; write such as 30 minutes, 2 hours, 90 working minutes, 4 working hours"
                                    + " or 5 working days, with 1 to " + Limit.AMOUNT_MAX);
        }
        return limit;
    }
}
