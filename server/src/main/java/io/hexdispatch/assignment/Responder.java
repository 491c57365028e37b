package io.hexdispatch.assignment;

import java.util.Set;

/**
 * A person or vehicle that works orders (处置人员).
 *
 * @param unit the code of the unit that he belongs to
 * @param skills what he can do, in the words of the assignment rules
 * @param openOrdersMax how many open orders he takes at once, 1 or more
 * @param onDuty whether he takes new orders at all
 */
public record Responder(String id, String name, String unit, Set<String> skills, int openOrdersMax, boolean onDuty) {
    public Responder {
        skills = Set.copyOf(skills);
    }
}
