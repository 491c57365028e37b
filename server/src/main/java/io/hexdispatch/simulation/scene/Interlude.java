package io.hexdispatch.simulation.scene;

import io.hexdispatch.simulation.books.Thing;
import io.hexdispatch.simulation.play.Stage;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Something that happens once in a day, and not to one event. */
public interface Interlude {
    /** The kinds of things that it shows. */
    List<Thing> shows();

    /** A path that the server must offer for it, by its OpenAPI document; empty where every server does. */
    default Optional<String> needs() {
        return Optional.empty();
    }

    /** Before midnight. */
    default Future<Void> before(Stage stage) {
        return Future.succeededFuture();
    }

    /** At noon, while events come. */
    default Future<Void> atNoon(Stage stage) {
        return Future.succeededFuture();
    }

    /** When all events are done. */
    default Future<Void> after(Stage stage) {
        return Future.succeededFuture();
    }

    /** Takes back what it changed in the city; also where the day was broken off. */
    default Future<Void> takeBack(Stage stage) {
        return Future.succeededFuture();
    }
}
