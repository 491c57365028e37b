package io.hexdispatch.websocket;

import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.EventStatus;
import io.hexdispatch.flow.Findings;
import io.hexdispatch.flow.ReadEvents;
import io.hexdispatch.flow.ReadFindings;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.supervision.FindingState;
import io.vertx.core.Future;
import java.util.Optional;

/** Tells one who has just connected what waits for him beside orders: events and findings, no faster than he reads. For one event loop. */
final class WaitingNews {
    private static final int PAGE = 200;

    private final Messages messages;
    private final ReadEvents readEvents;
    private final ReadFindings readFindings;

    WaitingNews(Messages messages, ReadEvents readEvents, ReadFindings readFindings) {
        this.messages = messages;
        this.readEvents = readEvents;
        this.readFindings = readFindings;
    }

    /** What waits for a centre: events to dispatch by hand, to approve something of, to verify and to close. */
    Future<Void> sendEvents(Connection connection) {
        return sendList(connection, Optional.empty(), true, false, Optional.empty())
                .compose(done -> sendList(connection, Optional.empty(), false, true, Optional.empty()))
                .compose(
                        done -> sendList(connection, Optional.of(EventStatus.RESOLVED), false, false, Optional.empty()))
                .compose(done ->
                        sendList(connection, Optional.of(EventStatus.VERIFIED), false, false, Optional.empty()));
    }

    private Future<Void> sendList(
            Connection connection,
            Optional<EventStatus> status,
            boolean queued,
            boolean requested,
            Optional<EventNumber> before) {
        return readEvents
                .list(
                        connection.actor(),
                        new ReadEvents.Wish(
                                Optional.empty(),
                                status,
                                Optional.empty(),
                                Optional.empty(),
                                queued,
                                requested,
                                before,
                                PAGE))
                .compose(page -> {
                    page.forEach(caseFile -> connection.send(messages.event(Messages.EVENT_WAITING, caseFile)));
                    if (page.size() < PAGE) {
                        return Future.succeededFuture();
                    }
                    CaseFile last = page.get(page.size() - 1);
                    return connection
                            .whenCaughtUp()
                            .compose(ready -> sendList(
                                    connection,
                                    status,
                                    queued,
                                    requested,
                                    Optional.of(last.event().number())));
                });
    }

    /** What somebody has to answer, or to judge. */
    Future<Void> sendFindings(Connection connection, FindingState state) {
        return sendFindings(connection, state, Optional.empty());
    }

    private Future<Void> sendFindings(Connection connection, FindingState state, Optional<Long> before) {
        return readFindings
                .list(new Findings.Query(
                        connection.actor(),
                        Optional.empty(),
                        Optional.of(state),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        before,
                        PAGE))
                .compose(page -> {
                    page.forEach(finding -> connection.send(messages.finding(finding, connection.actor())));
                    if (page.size() < PAGE) {
                        return Future.succeededFuture();
                    }
                    long last = page.get(page.size() - 1).id();
                    return connection
                            .whenCaughtUp()
                            .compose(ready -> sendFindings(connection, state, Optional.of(last)));
                });
    }
}
