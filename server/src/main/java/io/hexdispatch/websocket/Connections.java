package io.hexdispatch.websocket;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.event.Jurisdiction;
import io.hexdispatch.grid.GridCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Who is connected. One person may be connected from several terminals. For one event loop. */
public final class Connections {
    /** In how many parts of about the same size all connections can be gone through. */
    static final int SLICES = 20;

    private final Map<Actor, Set<Connection>> byActor = new HashMap<>();
    private final Set<Connection> observers = new LinkedHashSet<>();
    /** All, dealt out in turn, so that what is done with each of many is not done with all at one moment. */
    private final List<Set<Connection>> slices = new ArrayList<>();

    private final Map<Role, Integer> byRole = new EnumMap<>(Role.class);
    private int size;
    private int added;

    public Connections() {
        for (int i = 0; i < SLICES; i++) {
            slices.add(new LinkedHashSet<>());
        }
    }

    void add(Connection connection) {
        slices.get(Math.floorMod(added++, SLICES)).add(connection);
        byRole.merge(connection.actor().role(), 1, Integer::sum);
        byActor.computeIfAbsent(connection.actor(), actor -> new LinkedHashSet<>())
                .add(connection);
        if (observesEverything(connection.actor())) {
            observers.add(connection);
        }
        size++;
    }

    void remove(Connection connection) {
        Set<Connection> ofActor = byActor.get(connection.actor());
        if (ofActor != null && ofActor.remove(connection)) {
            size--;
            byRole.merge(connection.actor().role(), -1, Integer::sum);
            slices.forEach(slice -> slice.remove(connection));
            if (ofActor.isEmpty()) {
                byActor.remove(connection.actor());
            }
        }
        observers.remove(connection);
    }

    /** How many clients are connected. */
    public int size() {
        return size;
    }

    /** How many clients of a role are connected. */
    public int size(Role role) {
        return byRole.getOrDefault(role, 0);
    }

    /** @param number 0 to {@link #SLICES} - 1 */
    List<Connection> slice(int number) {
        return List.copyOf(slices.get(number));
    }

    /** Every connection, to be gone through while connections come and go. */
    List<Connection> all() {
        List<Connection> all = new ArrayList<>(size);
        byActor.values().forEach(all::addAll);
        return all;
    }

    Collection<Connection> of(Actor actor) {
        Set<Connection> found = byActor.get(actor);
        return found == null ? List.of() : List.copyOf(found);
    }

    /** The responders and units that are connected: those to whom orders are owed. */
    List<Actor> recipients() {
        return byActor.keySet().stream()
                .filter(actor -> actor.role() == Role.RESPONDER || actor.role() == Role.UNIT)
                .toList();
    }

    /** Those who observe the whole city: supervisors and administrators. */
    List<Connection> observers() {
        return List.copyOf(observers);
    }

    /** Tells every centre in whose area it lies, and whoever observes the whole city. */
    void forEachObserver(Jurisdiction jurisdiction, Consumer<Connection> action) {
        for (GridCode code : jurisdiction.grids().values()) {
            of(new Actor(Role.CENTRE, code.value())).forEach(action);
        }
        List.copyOf(observers).forEach(action);
    }

    /** Tells whoever observes the whole city. */
    void forEachObserver(Consumer<Connection> action) {
        List.copyOf(observers).forEach(action);
    }

    private static boolean observesEverything(Actor actor) {
        return actor.role() == Role.SUPERVISOR || actor.role() == Role.ADMIN;
    }
}
