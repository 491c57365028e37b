package io.hexdispatch.simulation.play;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.simulation.books.Books;
import io.hexdispatch.simulation.day.CityDay;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * What everything in a day is played with.
 *
 * @param begunAt when the simulation began, by this machine's clock
 * @param isWholeDay whether all kinds of things must happen, also those that take minutes
 */
public record Stage(
        Vertx vertx,
        Caller caller,
        Terminals terminals,
        Pace pace,
        Books books,
        KnownCity city,
        Sources sources,
        Intake intake,
        Crew crew,
        Refusals refusals,
        CityDay day,
        Actor admin,
        Instant begunAt,
        boolean isWholeDay) {

    /** Whoever reads everything and changes nothing; he has a terminal. */
    public Actor supervisor() {
        return new Actor(Role.SUPERVISOR, admin.id());
    }

    public Actor cityCentre() {
        return new Actor(Role.CENTRE, city.city());
    }

    public static Actor centre(String grid) {
        return new Actor(Role.CENTRE, grid);
    }

    /**
     * Does something with an event, at the terminal of whoever has one and over HTTP otherwise, and gives the event as it is then.
     *
     * <p>Fails with {@link RefusedAnswerException} where it is refused.
     */
    public Future<JsonObject> act(Actor by, String number, String action, JsonObject body) {
        return terminals.has(by)
                ? terminals.command(by, "event." + action, number, body).map(data -> data.getJsonObject("event"))
                : caller.act(by, "/api/v1/events/" + number + "/" + action, body);
    }
}
