package io.hexdispatch.websocket;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.boundary.Job;
import io.hexdispatch.deadline.DeadlineKey;
import io.hexdispatch.device.Alarm;
import io.hexdispatch.duplicate.Proposal;
import io.hexdispatch.event.Jurisdiction;
import io.hexdispatch.flow.Announcements;
import io.hexdispatch.flow.Deadlines.Signalled;
import io.hexdispatch.grid.GridCode;
import io.hexdispatch.hotspot.Topic;
import io.hexdispatch.jointhandling.JointHandling;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.Order;
import io.hexdispatch.source.SourceChange;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Tells the connected clients what was committed. For one event loop. */
public final class SocketAnnouncements implements Announcements {
    private final Connections connections;
    private final Messages messages;

    public SocketAnnouncements(Connections connections, Messages messages) {
        this.connections = connections;
        this.messages = messages;
    }

    @Override
    public void filed(CaseFile caseFile) {
        caseFile.orders().forEach(order -> dispatch(caseFile, order));
        observe(Messages.EVENT_FILED, caseFile);
    }

    @Override
    public void changed(CaseFile.Change change) {
        if (change.isNothing()) {
            return;
        }
        CaseFile after = change.after();
        change.added().forEach(order -> dispatch(after, order));
        for (Order order : change.changed()) {
            OnDemand message = new OnDemand(() -> messages.orderChanged(after, order));
            for (Actor holder : order.recipients()) {
                connections.of(holder).forEach(connection -> connection.send(message.text()));
            }
        }
        OnDemand event = observe(Messages.EVENT_CHANGED, after);
        boolean concernsAll = !after.event()
                .course()
                .last()
                .equals(change.before().event().course().last());
        if (concernsAll) {
            after.orders().stream()
                    .flatMap(order -> order.recipients().stream())
                    .distinct()
                    .forEach(holder -> connections.of(holder).forEach(connection -> connection.send(event.text())));
        }
        tellWhoLostIt(change);
        change.along().forEach(this::changed);
    }

    /** An event that lies in other grids now leaves the lists of the centres above the old ones alone. */
    private void tellWhoLostIt(CaseFile.Change change) {
        Set<GridCode> lost =
                new HashSet<>(change.before().event().jurisdiction().grids().values());
        lost.removeAll(change.after().event().jurisdiction().grids().values());
        OnDemand message = new OnDemand(() -> messages.event(Messages.EVENT_CHANGED, change.after()));
        for (GridCode code : lost) {
            connections.of(new Actor(Role.CENTRE, code.value())).forEach(connection -> connection.send(message.text()));
        }
    }

    /** To those who must act, to the centre that answers, to whom the missed one is escalated, and to the supervisors. */
    @Override
    public void deadline(Signalled signalled) {
        CaseFile caseFile = signalled.caseFile();
        DeadlineKey key = signalled.fired().after().key();
        OnDemand message = new OnDemand(() -> messages.deadline(signalled));
        Set<Actor> told = new LinkedHashSet<>();
        for (Order order : caseFile.orders()) {
            if (order.status().isOpen() && (key.ordinal() == 0 || key.ordinal() == order.ordinal())) {
                told.addAll(order.recipients());
            }
        }
        told.add(new Actor(Role.CENTRE, caseFile.event().jurisdiction().centre().value()));
        signalled.fired().told().ifPresent(told::add);
        told.forEach(actor -> connections.of(actor).forEach(connection -> connection.send(message.text())));
        connections.forEachObserver(connection -> connection.send(message.text()));
    }

    /** To whoever began it, on all his connections. */
    @Override
    public void job(Job job) {
        String message = messages.job(job);
        connections.of(job.by()).forEach(connection -> connection.send(message));
    }

    @Override
    public void mapActivated(String version, String title) {
        String message = messages.mapActivated(version, title);
        connections.all().forEach(connection -> connection.send(message));
    }

    /** To the centres in whose area the device's event lies, and those who observe the whole city. */
    @Override
    public void alarm(Alarm alarm, Jurisdiction jurisdiction) {
        OnDemand message = new OnDemand(() -> messages.alarmChanged(alarm));
        connections.forEachObserver(jurisdiction, connection -> connection.send(message.text()));
    }

    /** To the centres in whose area one of the two lies, and those who observe the whole city. */
    @Override
    public void duplicateProposed(Proposal proposal, List<Jurisdiction> jurisdictions) {
        OnDemand message = new OnDemand(() -> messages.duplicateProposed(proposal));
        Set<Connection> told = new LinkedHashSet<>();
        jurisdictions.forEach(jurisdiction -> connections.forEachObserver(jurisdiction, told::add));
        told.forEach(connection -> connection.send(message.text()));
    }

    /** To those who observe the whole city. */
    @Override
    public void sourceChanged(SourceChange change) {
        String message = messages.sourceChanged(change);
        connections.observers().forEach(connection -> connection.send(message));
    }

    /** To the parties, the centre that decides, the centres of the event, and those who observe the whole city. */
    @Override
    public void jointHandling(JointHandling handling, CaseFile caseFile) {
        OnDemand message = new OnDemand(() -> messages.jointHandling(handling, caseFile));
        Set<Actor> told = new LinkedHashSet<>();
        handling.parties().forEach(party -> told.add(party.who()));
        told.add(new Actor(Role.CENTRE, handling.decider()));
        caseFile.event()
                .jurisdiction()
                .grids()
                .values()
                .forEach(code -> told.add(new Actor(Role.CENTRE, code.value())));
        told.forEach(actor -> connections.of(actor).forEach(connection -> connection.send(message.text())));
        connections.forEachObserver(connection -> connection.send(message.text()));
    }

    /** To the centres of its grid and of those above, and those who observe the whole city. */
    @Override
    public void topicProposed(Topic topic) {
        tell(topic, messages.topicProposed(topic));
    }

    @Override
    public void topicChanged(Topic topic, Topic.Entry entry) {
        tell(topic, messages.topicChanged(topic, entry));
    }

    private void tell(Topic topic, String message) {
        topic.made().grids().forEach(code -> connections
                .of(new Actor(Role.CENTRE, code.value()))
                .forEach(connection -> connection.send(message)));
        connections.forEachObserver(connection -> connection.send(message));
    }

    @Override
    public void rulesActivated(int version, String title) {
        String message = messages.rulesActivated(version, title);
        connections.all().forEach(connection -> connection.send(message));
    }

    private void dispatch(CaseFile caseFile, Order order) {
        OnDemand message = new OnDemand(() -> messages.orderDispatched(caseFile, order));
        for (Actor recipient : order.recipients()) {
            connections.of(recipient).forEach(connection -> connection.send(message.text()));
        }
    }

    private OnDemand observe(String type, CaseFile caseFile) {
        OnDemand message = new OnDemand(() -> messages.event(type, caseFile));
        connections.forEachObserver(caseFile.event().jurisdiction(), connection -> connection.send(message.text()));
        return message;
    }

    /** A message written once for all who get it, and not at all where nobody does. */
    private static final class OnDemand {
        private final Supplier<String> writer;
        private String text;

        private OnDemand(Supplier<String> writer) {
            this.writer = writer;
        }

        private String text() {
            if (text == null) {
                text = writer.get();
            }
            return text;
        }
    }
}
