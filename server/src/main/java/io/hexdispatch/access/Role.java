package io.hexdispatch.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a caller is to the city; a token carries one. */
public enum Role {
    /** A business system that reports events; for one source. */
    SOURCE,
    /** A person or vehicle that works orders; for one responder. */
    RESPONDER,
    /** A department or company that handles events (处置单位); for one unit. */
    UNIT,
    /** An operations centre (运行中心); for the grid that it answers for. */
    CENTRE,
    /** Staff who load boundaries. */
    GIS,
    /** The discipline inspection commission: reads everything, judges findings, and changes no event. */
    SUPERVISOR,
    ADMIN;

    /** Whether a token of this role names whom it is for: one source, responder, unit or grid. */
    public boolean isForSomebody() {
        return this == SOURCE || this == RESPONDER || this == UNIT || this == CENTRE;
    }

    /** The role's name on the wire, in lower case. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> ofText(String text) {
        return Arrays.stream(values()).filter(role -> role.text().equals(text)).findFirst();
    }

    /** All roles as people type them: {@code source, responder, ...}. */
    public static String texts() {
        return Arrays.stream(values()).map(Role::text).collect(Collectors.joining(", "));
    }
}
