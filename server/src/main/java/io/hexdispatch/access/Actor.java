package io.hexdispatch.access;

/**
 * Who does something, as his token says and as the history keeps it.
 *
 * @param id the source, responder, unit or grid code that he speaks for; for the other roles a name
 */
public record Actor(Role role, String id) {
    /** The server itself, when a rule and not a person decides. */
    public static final Actor SYSTEM = new Actor(Role.ADMIN, "system");

    @Override
    public String toString() {
        return role.text() + " " + id;
    }
}
