package io.hexdispatch.http;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.PUT;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.assignment.LiveRules;
import io.hexdispatch.assignment.Responder;
import io.hexdispatch.assignment.Roster;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.flow.Responders.Known;
import io.hexdispatch.flow.TrackResponders;
import io.hexdispatch.grid.coordinate.LonLat;
import io.hexdispatch.wire.Fields;
import io.hexdispatch.wire.Problem;
import io.hexdispatch.wire.ResponderJson;
import io.hexdispatch.wire.StrictJson;
import io.hexdispatch.wire.StrictJson.NotJsonException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who the responders are: taken in by an administrator in lots, looked up one by one. */
public final class ResponderRoutes {
    private static final int LOT_MAX = 5_000;

    private final TrackResponders trackResponders;
    private final Roster roster;
    private final ResponderJson responderJson;

    public ResponderRoutes(TrackResponders trackResponders, Roster roster, LiveRules rules) {
        this.trackResponders = trackResponders;
        this.roster = roster;
        this.responderJson = new ResponderJson(rules);
    }

    public void mount(HttpApi api) {
        api.allow(PUT, "/api/v1/responders", EnumSet.of(Role.ADMIN), this::put);
        api.allow(GET, "/api/v1/responders/:id", HttpApi.allBut(Role.SOURCE, Role.GIS), this::one);
    }

    /** All of the lot or, where anything is wrong with one, none. */
    private void put(RoutingContext context) {
        if (!Answers.mediaType(context).equals("application/json")) {
            Answers.problem(context, Answers.unsupported(context, "application/json"));
            return;
        }
        List<Fields.Fault> faults = new ArrayList<>();
        List<Known> lot = new ArrayList<>();
        try {
            if (!(StrictJson.read(context.body().buffer()) instanceof JsonArray list)
                    || list.isEmpty()
                    || list.size() > LOT_MAX) {
                Answers.problem(
                        context, Problem.of(400, "the body is a JSON array of 1 to " + LOT_MAX + " responders"));
                return;
            }
            Set<String> ids = new HashSet<>();
            for (int i = 0; i < list.size(); i++) {
                responderJson.read(list.getValue(i), "/" + i, faults).ifPresent(lot::add);
            }
            for (int i = 0; i < lot.size() && faults.isEmpty(); i++) {
                if (!ids.add(lot.get(i).responder().id())) {
                    faults.add(new Fields.Fault(
                            "/" + i + "/id", "\"" + lot.get(i).responder().id() + "\" stands twice in the lot"));
                }
            }
        } catch (NotJsonException e) {
            Answers.problem(context, Problem.of(400, e.getMessage()));
            return;
        }
        if (!faults.isEmpty()) {
            Answers.problem(context, Problem.ofFaults(faults));
            return;
        }
        trackResponders
                .put(lot)
                .onSuccess(done -> Answers.json(context, 200, new JsonObject().put("responders", lot.size())))
                .onFailure(failure -> Answers.failure(context, failure));
    }

    private void one(RoutingContext context) {
        String id = context.pathParam("id");
        Actor actor = Answers.actor(context);
        Optional<Responder> responder = roster.find(id).filter(found -> maySee(actor, found));
        Optional<LonLat> position = roster.position(id);
        if (responder.isEmpty() || position.isEmpty()) {
            Answers.failure(
                    context,
                    new RefusedException(Kind.NOT_FOUND, "there is no responder \"" + id + "\" that you may see"));
            return;
        }
        Answers.json(context, 200, ResponderJson.of(responder.get(), position.get()));
    }

    private static boolean maySee(Actor actor, Responder responder) {
        return switch (actor.role()) {
            case RESPONDER -> actor.id().equals(responder.id());
            case UNIT -> actor.id().equals(responder.unit());
            default -> true;
        };
    }
}
