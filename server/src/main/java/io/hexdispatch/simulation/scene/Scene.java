package io.hexdispatch.simulation.scene;

import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.day.PlannedEvent;
import io.hexdispatch.simulation.play.Stage;
import io.hexdispatch.simulation.play.Story;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** A way that an event can go, from its report to its end. */
public interface Scene {
    /** The kinds of things that it shows, in the order of the closing table. */
    List<Thing> shows();

    /** A path that the server must offer for it, by its OpenAPI document; empty where every server does. */
    default Optional<String> needs() {
        return Optional.empty();
    }

    /** How likely an event goes this way, 0 to 1. */
    double chance(PlannedEvent event);

    /** Whether it waits for the server's clock, so that others go on meanwhile. */
    default boolean takesItsTime() {
        return false;
    }

    /** What must be so before the event is reported. */
    default void prepare(Stage stage, PlannedEvent event) {}

    /** Goes on from the filed event to its end. */
    Future<Void> play(Story story);
}
