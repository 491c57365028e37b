package io.hexdispatch.assignment;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** What one section of the file declares, by its code; reports what is declared twice and what is used without. */
final class Declarations<T> {
    private static final int CHOICES_MAX = 30;

    private final String what;
    private final Problems problems;
    private final Map<String, T> values = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new HashMap<>();

    /** @param what what is declared, without an article: {@code department} */
    Declarations(String what, Problems problems) {
        this.what = what;
        this.problems = problems;
    }

    /** Returns false, with the problem reported, if the code is taken. */
    boolean add(String code, T value, Node place) {
        if (values.putIfAbsent(code, value) != null) {
            problems.add(
                    place,
                    what + " " + Problems.quoted(code) + " is already declared at line " + lines.get(code) + "; every "
                            + what + " has its own code");
            return false;
        }
        lines.put(code, Problems.line(place));
        return true;
    }

    /** The value of this code; empty, with the problem reported, if there is none. */
    Optional<T> find(String code, Node place) {
        T value = values.get(code);
        // Where nothing is declared, that is the problem, and it has been reported there.
        if (value == null && !values.isEmpty()) {
            problems.add(place, "no " + what + " " + Problems.quoted(code) + " is declared; there is " + choices());
        }
        return Optional.ofNullable(value);
    }

    private String choices() {
        String first =
                String.join(", ", values.keySet().stream().limit(CHOICES_MAX).toList());
        return values.size() <= CHOICES_MAX ? first : first + " and " + (values.size() - CHOICES_MAX) + " more";
    }

    int line(String code) {
        return lines.get(code);
    }

    /** A view in the order of the file. */
    Map<String, T> values() {
        return Collections.unmodifiableMap(values);
    }
}
