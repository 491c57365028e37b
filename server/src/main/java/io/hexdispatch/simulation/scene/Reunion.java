package io.hexdispatch.simulation.scene;

import io.hexdispatch.simulation.play.Story;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;

/** What a first report and those that follow it wait for of each other. */
final class Reunion {
    private final Promise<Story> first = Promise.promise();
    private final List<Promise<Void>> settled = new ArrayList<>();
    private final List<Story> merged = new ArrayList<>();

    /** @param followers how many follow */
    Reunion(int followers) {
        for (int i = 0; i < followers; i++) {
            settled.add(Promise.promise());
        }
    }

    /** The first report, once it is filed. */
    Promise<Story> first() {
        return first;
    }

    /** Of each that follows, that it is decided whether it is the same. */
    List<Promise<Void>> settled() {
        return List.copyOf(settled);
    }

    /** Those that are merged and end with the first. */
    List<Story> merged() {
        return merged;
    }
}
