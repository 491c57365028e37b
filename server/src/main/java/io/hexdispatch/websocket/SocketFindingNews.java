package io.hexdispatch.websocket;

import io.hexdispatch.access.Actor;
import io.hexdispatch.flow.FindingNews;
import io.hexdispatch.supervision.Finding;

/** Tells the supervisors of findings, and each of those who are accountable what he must answer. For one event loop. */
public final class SocketFindingNews implements FindingNews {
    private final Connections connections;
    private final Messages messages;

    public SocketFindingNews(Connections connections, Messages messages) {
        this.connections = connections;
        this.messages = messages;
    }

    @Override
    public void found(Finding finding) {
        tell(finding);
    }

    @Override
    public void changed(Finding finding) {
        tell(finding);
    }

    private void tell(Finding finding) {
        connections.forEachObserver(connection -> connection.send(messages.finding(finding, connection.actor())));
        for (Actor actor : finding.irregularity().accountable()) {
            connections.of(actor).forEach(connection -> connection.send(messages.finding(finding, actor)));
        }
    }
}
