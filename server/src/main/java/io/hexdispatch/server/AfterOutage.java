package io.hexdispatch.server;

import io.hexdispatch.assignment.AssignmentRules;
import io.hexdispatch.assignment.LiveRules;
import io.hexdispatch.category.Categories;
import io.hexdispatch.deadline.RunningDeadlines;
import io.hexdispatch.flow.Announcements;
import io.hexdispatch.flow.FindingNews;
import io.hexdispatch.flow.LiveMap;
import io.hexdispatch.flow.LiveSources;
import io.hexdispatch.flow.TrackResponders;
import io.hexdispatch.flow.Workers;
import io.hexdispatch.postgres.PostgresBoundaries;
import io.hexdispatch.postgres.PostgresDeadlines;
import io.hexdispatch.postgres.PostgresResponders;
import io.hexdispatch.postgres.PostgresRules;
import io.hexdispatch.postgres.PostgresSources;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;

/**
 * Brings what is held in memory to what the database says, when it was away: a change that was under way then may be committed, and
 * nobody was told. Nothing else uses the database meanwhile. For one event loop.
 */
final class AfterOutage {
    private final Categories categories;
    private final LiveSources sources;
    private final TrackResponders trackResponders;
    private final RunningDeadlines running;
    private final LiveMap map;
    private final FirstMap firstMap;
    private final LiveRules rules;
    private final RulesReader rulesReader;
    private final Announcements announcements;
    private final FindingNews findingNews;
    private final Workers workers;

    /** Reads the rules that are live by the database. */
    interface RulesReader {
        Future<AssignmentRules> read(PostgresRules versions);
    }

    AfterOutage(
            Categories categories,
            LiveSources sources,
            TrackResponders trackResponders,
            RunningDeadlines running,
            LiveMap map,
            FirstMap firstMap,
            LiveRules rules,
            RulesReader rulesReader,
            Announcements announcements,
            FindingNews findingNews,
            Workers workers) {
        this.categories = categories;
        this.sources = sources;
        this.trackResponders = trackResponders;
        this.running = running;
        this.map = map;
        this.firstMap = firstMap;
        this.rules = rules;
        this.rulesReader = rulesReader;
        this.announcements = announcements;
        this.findingNews = findingNews;
        this.workers = workers;
    }

    /** @param pool that nobody else has yet */
    Future<?> catchUp(Pool pool) {
        return new PostgresResponders(pool)
                .all()
                .onSuccess(trackResponders::correct)
                .compose(done -> new PostgresSources(pool, categories).all())
                .onSuccess(sources::swap)
                .compose(done -> new PostgresDeadlines(pool, categories, rules, running, findingNews).load())
                .compose(done -> catchUpWithMap(new PostgresBoundaries(pool, workers)))
                .compose(done -> rulesReader.read(new PostgresRules(pool)))
                .onSuccess(rules::activate);
    }

    private Future<?> catchUpWithMap(PostgresBoundaries versions) {
        return versions.activations(1).compose(latest -> {
            if (latest.get(0).version().equals(map.current().version())) {
                return Future.succeededFuture();
            }
            return firstMap.load(versions).onSuccess(live -> {
                map.activate(live);
                announcements.mapActivated(live.version(), live.title());
            });
        });
    }
}
