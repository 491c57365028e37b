package io.hexdispatch.server;

import io.hexdispatch.assignment.Assigner;
import io.hexdispatch.assignment.LiveRules;
import io.hexdispatch.assignment.Roster;
import io.hexdispatch.category.Categories;
import io.hexdispatch.deadline.RunningDeadlines;
import io.hexdispatch.flow.FindingNews;
import io.hexdispatch.flow.LiveMap;
import io.hexdispatch.flow.MergeEvents;
import io.hexdispatch.flow.ReadEvents;
import io.hexdispatch.flow.TrackResponders;
import io.hexdispatch.postgres.PostgresAudit;
import io.hexdispatch.postgres.PostgresDeadlines;
import io.hexdispatch.postgres.PostgresDeliveries;
import io.hexdispatch.postgres.PostgresEvents;
import io.hexdispatch.postgres.PostgresResponders;
import io.hexdispatch.websocket.AreaFeed;
import io.hexdispatch.websocket.AreaMessages;
import io.hexdispatch.websocket.Connections;
import io.hexdispatch.websocket.Messages;
import io.hexdispatch.websocket.OrderDelivery;
import io.hexdispatch.websocket.SocketAnnouncements;
import io.hexdispatch.websocket.SocketFindingNews;
import io.hexdispatch.wire.CaseFileJson;
import io.hexdispatch.wire.JointHandlingJson;
import io.hexdispatch.wire.TopicJson;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;

/** What the main job is done with: responders, events with their orders and deadlines, and the way of news to the clients. */
final class DispatchCore {
    private static final Duration POSITIONS_KEPT_EVERY = Duration.ofSeconds(2);

    private final Clock clock;

    final Roster roster = new Roster();
    final RunningDeadlines running = new RunningDeadlines();
    final Connections connections = new Connections();
    final Assigner assigner;
    final CaseFileJson caseFileJson;
    final JointHandlingJson jointHandlingJson;
    final TopicJson topicJson;
    final Messages messages;
    final FindingNews findingNews;
    final PostgresEvents events;
    final PostgresDeadlines deadlines;
    final PostgresAudit audit;
    final PostgresDeliveries deliveries;
    final ReadEvents readEvents;
    final OrderDelivery orderDelivery;
    final AreaFeed areaFeed;
    final TrackResponders trackResponders;
    final SocketAnnouncements announcements;
    final MergeEvents mergeEvents;

    DispatchCore(Ground ground) {
        clock = ground.clock();
        Vertx vertx = ground.vertx();
        Pool pool = ground.pool();
        Categories categories = ground.categories();
        LiveMap map = ground.map();
        LiveRules rules = ground.rules();
        assigner = new Assigner(rules, roster);
        caseFileJson = new CaseFileJson(map, assigner);
        jointHandlingJson = new JointHandlingJson(caseFileJson, map, assigner);
        topicJson = new TopicJson(categories);
        messages = new Messages(caseFileJson, jointHandlingJson, topicJson, clock);
        findingNews = new SocketFindingNews(connections, messages);
        events = new PostgresEvents(pool, categories, rules, running, findingNews);
        deadlines = new PostgresDeadlines(pool, categories, rules, running, findingNews);
        audit = new PostgresAudit(pool, clock);
        deliveries = new PostgresDeliveries(pool, categories);
        readEvents = new ReadEvents(events, map);
        orderDelivery = new OrderDelivery(vertx, connections, messages, deliveries, clock);
        areaFeed = new AreaFeed(vertx, map, roster, readEvents, new AreaMessages(caseFileJson, roster, clock));
        trackResponders = new TrackResponders(roster, new PostgresResponders(pool), areaFeed, clock);
        announcements = new SocketAnnouncements(connections, messages, orderDelivery, areaFeed);
        mergeEvents = new MergeEvents(roster, events, announcements, audit, clock);
    }

    void begin(PeriodicWork periodic) {
        periodic.every(
                POSITIONS_KEPT_EVERY, trackResponders::keepPositions, "positions not written, kept for the next time");
    }

    /** Writes what was only in memory until now. */
    Future<?> finish() {
        return trackResponders
                .keepPositions()
                .transform(done -> deliveries.keepSends(clock.instant().plusSeconds(1)));
    }
}
