package io.hexdispatch.server;

import io.hexdispatch.category.Categories;
import io.hexdispatch.flow.FigureNames;
import io.hexdispatch.flow.FindHotSpots;
import io.hexdispatch.flow.FindRepeatedPlaces;
import io.hexdispatch.flow.LiveMap;
import io.hexdispatch.flow.LiveSources;
import io.hexdispatch.flow.MakeTopics;
import io.hexdispatch.flow.PrepareFigures;
import io.hexdispatch.flow.ReadFigures;
import io.hexdispatch.flow.ReadTrends;
import io.hexdispatch.flow.WorkTopics;
import io.hexdispatch.http.FigureRoutes;
import io.hexdispatch.http.HotSpotRoutes;
import io.hexdispatch.http.HttpApi;
import io.hexdispatch.http.TopicRoutes;
import io.hexdispatch.postgres.PostgresFigures;
import io.hexdispatch.postgres.PostgresOccurrences;
import io.hexdispatch.postgres.PostgresTopics;
import io.hexdispatch.wire.FiguresCsv;
import io.hexdispatch.wire.FiguresJson;
import io.hexdispatch.wire.HotSpotJson;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;

/** What is counted: the figures, the hot spots and trends, and the topics that are made of them. */
final class FigureParts {
    /** Each takes a connection to the database and a processor for seconds. */
    private static final int ANALYSES_AT_ONCE = 2;

    private static final int ANALYSES_WAITING_MAX = 50;
    private static final Duration PREPARED_EVERY = Duration.ofSeconds(5);

    private final Ground ground;
    private final DispatchCore core;
    private final LiveSources sources;
    private final PostgresFigures figures;
    private final PrepareFigures prepareFigures;

    FigureParts(Ground ground, DispatchCore core, LiveSources sources) {
        this.ground = ground;
        this.core = core;
        this.sources = sources;
        figures = new PostgresFigures(
                ground.storage().database(),
                ground.oneAfterAnother("hexdispatch-figures"),
                ground.oneAfterAnother("hexdispatch-counting"));
        prepareFigures = new PrepareFigures(figures, ground.clock());
    }

    void mount(HttpApi api) {
        FigureNames names = new FigureNames(ground.map(), ground.rules(), sources, core.roster, ground.categories());
        new FigureRoutes(
                        new ReadFigures(figures, names, core.audit, ground.clock()),
                        new FiguresJson(names),
                        new FiguresCsv(names))
                .mount(api);
        mountHotSpots(api);
    }

    private void mountHotSpots(HttpApi api) {
        Categories categories = ground.categories();
        LiveMap map = ground.map();
        Clock clock = ground.clock();
        PostgresOccurrences occurrences =
                new PostgresOccurrences(ground.storage().patientPool());
        PostgresTopics topics = new PostgresTopics(ground.pool(), categories);
        FewAtOnce turns = new FewAtOnce(ANALYSES_AT_ONCE, ANALYSES_WAITING_MAX);
        FindHotSpots findHotSpots = new FindHotSpots(occurrences, map, ground.workers(), turns);
        new HotSpotRoutes(
                        findHotSpots,
                        new FindRepeatedPlaces(occurrences, map, ground.workers(), turns),
                        new ReadTrends(occurrences, map, turns),
                        new HotSpotJson(categories),
                        categories,
                        clock)
                .mount(api);
        new TopicRoutes(
                        new MakeTopics(findHotSpots, topics, categories, map, core.announcements, core.audit, clock),
                        new WorkTopics(topics, core.events, occurrences, turns, core.announcements, core.audit, clock),
                        core.topicJson,
                        core.caseFileJson,
                        categories,
                        clock)
                .mount(api);
    }

    void begin(PeriodicWork periodic) {
        periodic.every(PREPARED_EVERY, prepareFigures::prepare, "events not counted beforehand, tried again soon");
    }

    /** Begins nothing further; completes when what is under way is over. */
    Future<?> stop() {
        return prepareFigures.stop();
    }

    /** When nothing is under way any more. */
    Future<?> close() {
        return ground.workers().run(() -> {
            figures.close();
            return null;
        });
    }
}
