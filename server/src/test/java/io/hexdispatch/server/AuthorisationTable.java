package io.hexdispatch.server;

import io.hexdispatch.access.Role;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The one table of who may do what, {@code authorisation.txt}. */
final class AuthorisationTable {
    private static final Map<Character, Role> LETTERS = Map.of(
            'S', Role.SOURCE,
            'R', Role.RESPONDER,
            'U', Role.UNIT,
            'C', Role.CENTRE,
            'G', Role.GIS,
            'V', Role.SUPERVISOR,
            'A', Role.ADMIN);
    private static final int COLUMNS = 6;

    /**
     * A route or a message.
     *
     * @param isOpen whether it needs no token
     * @param kind what it is about; city and self have no areas
     * @param own who may do it with what is his
     * @param foreign what another gets
     */
    record Line(String what, boolean isOpen, Set<Role> roles, String kind, Set<Role> own, String foreign, String body) {
        boolean isMessage() {
            return what.startsWith("WS ");
        }

        boolean isRoute() {
            return !isMessage()
                    && !what.startsWith("PROTOCOL ")
                    && !what.startsWith("WEBSOCKET ")
                    && !what.endsWith("*");
        }

        boolean hasAreas() {
            return !kind.equals("city") && !kind.equals("self");
        }

        String method() {
            return what.substring(0, what.indexOf(' '));
        }

        /** The path of a route, or the type of a message. */
        String target() {
            return what.substring(what.indexOf(' ') + 1);
        }
    }

    private AuthorisationTable() {}

    static List<Line> lines() {
        try (InputStream table = AuthorisationTable.class.getResourceAsStream("/authorisation.txt")) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(AuthorisationTable::line)
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Line line(String text) {
        String[] columns = Arrays.copyOf(text.split("\\|", COLUMNS), COLUMNS);
        String body = columns[5] == null ? "" : columns[5].strip();
        String roles = columns[1].strip();
        return new Line(
                columns[0].strip(),
                roles.equals("*"),
                roles(roles),
                columns[2].strip(),
                roles(columns[3].strip()),
                columns[4].strip(),
                body);
    }

    private static Set<Role> roles(String letters) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (char letter : letters.toCharArray()) {
            if (LETTERS.containsKey(letter)) {
                roles.add(LETTERS.get(letter));
            }
        }
        return roles;
    }
}
