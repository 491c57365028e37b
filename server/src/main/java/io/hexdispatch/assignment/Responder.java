package io.hexdispatch.assignment;

import java.util.Optional;
import java.util.Set;

/**
 * A person or vehicle that works orders (处置人员).
 *
 * @param unit the code of the unit that he belongs to
 * @param skills what he can do, in the words of the assignment rules
 * @param openOrdersMax how many open orders he takes at once, 1 or more
 * @param onDuty whether he takes new orders at all
 * @param homeGrid the code of the grid that he belongs to, in which he comes before others; empty where he belongs to none
 */
public record Responder(
        String id,
        String name,
        String unit,
        Set<String> skills,
        int openOrdersMax,
        boolean onDuty,
        Optional<String> homeGrid) {
    public Responder {
        skills = Set.copyOf(skills);
    }

    /** One who belongs to no grid. */
    public Responder(String id, String name, String unit, Set<String> skills, int openOrdersMax, boolean onDuty) {
        this(id, name, unit, skills, openOrdersMax, onDuty, Optional.empty());
    }
}
