package io.hexdispatch.wire;

import io.hexdispatch.boundary.Activation;
import io.hexdispatch.boundary.BoundaryVersion;
import io.hexdispatch.boundary.Job;
import io.vertx.core.json.JsonObject;

/** The JSON form of boundary versions and of the jobs that make them. */
public final class BoundaryJson {
    private BoundaryJson() {}

    public static JsonObject of(BoundaryVersion version) {
        JsonObject json = new JsonObject()
                .put("version", version.version())
                .put("title", version.title())
                .put("live", version.isLive())
                .put("loadedBy", version.loaded().by().toString())
                .put("loadedAt", version.loaded().at().toString())
                .put("file", version.loaded().fileName())
                .put("sha256", version.loaded().sha256())
                .put("grids", version.grids())
                .put("errors", version.errors())
                .put("warnings", version.warnings());
        version.repairedGrids().ifPresent(repaired -> json.put("repairedGrids", repaired));
        version.activatedAt().ifPresent(at -> json.put("activatedAt", at.toString()));
        return json;
    }

    public static JsonObject of(Activation activation) {
        JsonObject json = new JsonObject()
                .put("version", activation.version())
                .put("by", activation.by().toString())
                .put("at", activation.at().toString());
        activation.reason().ifPresent(reason -> json.put("reason", reason));
        return json;
    }

    public static JsonObject of(Job job) {
        JsonObject json = new JsonObject()
                .put("id", job.id())
                .put("about", job.about())
                .put("by", job.by().toString())
                .put("startedAt", job.startedAt().toString())
                .put("state", job.state().name())
                .put("step", job.step())
                .put("done", job.done())
                .put("total", job.total());
        job.version().ifPresent(version -> json.put("version", version));
        job.problem().ifPresent(problem -> json.put("problem", problem));
        return json;
    }
}
