package io.hexdispatch.server;

import io.hexdispatch.access.Role;
import io.hexdispatch.flow.ExamineFiled;
import io.hexdispatch.flow.LiveMap;
import io.hexdispatch.websocket.DispatchSocket;
import java.time.Duration;
import java.util.List;

/** What the parts of the server show of themselves to whoever watches over it. */
final class ShownMetrics {
    private static final Duration BACKLOG_COUNTED_EVERY = Duration.ofSeconds(5);

    private final Ground ground;
    private final ServerMetrics metrics;
    private final WatchBacklog backlog;

    ShownMetrics(Ground ground, DispatchCore core, ExamineFiled examineFiled, DispatchSocket socket) {
        this.ground = ground;
        metrics = ground.metrics();
        backlog = new WatchBacklog(core.deliveries, ground.clock());
        showQueues(core, examineFiled);
        showClients(core, socket);
        showHeld(core);
        showBacklog();
    }

    private void showQueues(DispatchCore core, ExamineFiled examineFiled) {
        core.events.observeGroups(metrics.groupsOf("reports"));
        core.deliveries.observeGroups(metrics.groupsOf("acknowledgements"));
        String queue = "hexdispatch.waiting";
        String waits = "what waits in memory for its turn, by what it waits in";
        metrics.show(queue, waits, core.events::waiting, "queue", "reports");
        metrics.show(queue, waits, core.deliveries::waiting, "queue", "acknowledgements");
        metrics.show(
                "hexdispatch.unexamined",
                "filed events held in memory that are yet to be examined",
                examineFiled::waiting);
    }

    private void showClients(DispatchCore core, DispatchSocket socket) {
        metrics.showByRole(
                "hexdispatch.connections",
                "WebSocket clients connected",
                core.connections::size,
                List.copyOf(AccessParts.socketRoles()));
        metrics.show("hexdispatch.unread.bytes", "what clients have not read yet", socket::unreadBytes);
        metrics.show("hexdispatch.subscriptions", "areas followed, each terminal for itself", core.areaFeed::size);
        String lost = "hexdispatch.connections.let.go";
        String why = "clients let go by the server, by the reason";
        metrics.showCount(lost, why, socket::silent, "reason", "silent");
        metrics.showCount(lost, why, socket::tooSlow, "reason", "slow");
        metrics.showCount("hexdispatch.commands.refused", "commands over WebSockets refused", socket::refused);
        metrics.showCount(
                "hexdispatch.redeliveries",
                "orders sent again because nobody acknowledged them",
                core.orderDelivery::sentAgain);
    }

    private void showHeld(DispatchCore core) {
        metrics.show("hexdispatch.responders", "responders known", core.roster::size);
        metrics.show("hexdispatch.deadlines", "deadlines running", core.running::size);
        metrics.show(
                "hexdispatch.deadlines.due",
                "deadlines that should have fired by now",
                () -> core.running.due(ground.clock().instant()));
        LiveMap map = ground.map();
        metrics.showMap(() -> map.current().version());
        metrics.show("hexdispatch.map.grids", "grids of the map that is live", () -> map.current()
                .grids()
                .size());
    }

    private void showBacklog() {
        List<Role> recipients = List.of(Role.RESPONDER, Role.UNIT);
        metrics.showByRole(
                "hexdispatch.undelivered.orders",
                "open orders not acknowledged, by the role of the recipient",
                backlog::undelivered,
                recipients);
        metrics.showByRole(
                "hexdispatch.undelivered.oldest.seconds",
                "for how long the oldest of them is owed",
                backlog::oldestSeconds,
                recipients);
        metrics.show(
                "hexdispatch.database.up",
                "1 where the database answered the last time, or 0",
                () -> backlog.isDatabaseUp() ? 1 : 0);
    }

    void begin(PeriodicWork periodic) {
        periodic.every(BACKLOG_COUNTED_EVERY, backlog::count, "what is undelivered not counted, tried again soon");
        LoopDelay.watch(ground.vertx(), metrics::loopWasLate);
    }
}
