package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.audit.AuditEntry;
import io.hexdispatch.audit.AuditRecord;
import io.hexdispatch.boundary.Job;
import io.hexdispatch.device.Alarm;
import io.hexdispatch.duplicate.Proposal;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.Jurisdiction;
import io.hexdispatch.hotspot.Topic;
import io.hexdispatch.jointhandling.JointHandling;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.IllegalTransitionException;
import io.hexdispatch.source.SourceChange;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One case file in memory; what is committed waits until the test says how the commit ends. */
final class FakeEvents implements Events, Announcements, Audit {
    private final List<AuditRecord> refusals = new ArrayList<>();
    private final List<String> announced = new ArrayList<>();
    private CaseFile stored;
    private Optional<Runnable> commit = Optional.empty();
    private Optional<Promise<?>> waiting = Optional.empty();

    FakeEvents(CaseFile stored) {
        this.stored = stored;
    }

    CaseFile stored() {
        return stored;
    }

    /** What was told to the clients. */
    List<String> announced() {
        return announced;
    }

    void commit() {
        commit.orElseThrow().run();
    }

    void failCommit() {
        waiting.orElseThrow().fail("the database is gone");
    }

    /** Commits, and loses the answer on its way. */
    void commitUnseen(CaseFile committed) {
        stored = committed;
        waiting.orElseThrow().fail(new OutcomeUnknownException("the database is gone"));
    }

    @Override
    public Future<Filed> file(Filing filing) {
        CaseFile.Change change = CaseFile.reported(
                        EventNumber.of(filing.filedAt(), 42), filing.report(), filing.jurisdiction())
                .file(
                        filing.assignment().orders(),
                        filing.assignment().explanation().queueReason(),
                        filing.filedAt());
        Optional<CaseFile> before = Optional.ofNullable(stored);
        Filed filed =
                new Filed(before.orElse(change.after()), filing.assignment().explanation(), before.isEmpty());
        return later(filed, filed.caseFile());
    }

    @Override
    public Future<CaseFile.Change> change(EventNumber number, CaseDecision decision) {
        try {
            CaseFile.Change change = decision.on(stored);
            return later(change, change.after());
        } catch (IllegalTransitionException e) {
            return Future.failedFuture(RefusedException.of(e));
        } catch (RefusedException e) {
            return Future.failedFuture(e);
        }
    }

    @Override
    public Future<List<CaseFile.Change>> changeAll(Set<EventNumber> numbers, CaseDecisions decisions) {
        throw new UnsupportedOperationException();
    }

    private <T> Future<T> later(T answer, CaseFile after) {
        Promise<T> promise = Promise.promise();
        waiting = Optional.of(promise);
        commit = Optional.of(() -> {
            stored = after;
            promise.complete(answer);
        });
        return promise.future();
    }

    @Override
    public void filed(CaseFile caseFile) {
        announced.add("filed");
    }

    @Override
    public void changed(CaseFile.Change change) {
        announced.add("changed");
    }

    @Override
    public void deadline(Deadlines.Signalled signalled) {
        announced.add(signalled.fired().signal().text());
    }

    @Override
    public Future<Optional<CaseFile>> find(EventNumber number) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Optional<Dossier>> dossier(EventNumber number) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<List<CaseFile>> list(EventQuery query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<List<CaseFile>> openOrdersOf(Actor holder, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<List<Open>> open(long after, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void job(Job job) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void jointHandling(JointHandling handling, CaseFile caseFile) {
        announced.add("joint handling " + handling.status());
    }

    @Override
    public void topicProposed(Topic topic) {
        announced.add("topic " + topic.id());
    }

    @Override
    public void topicChanged(Topic topic, Topic.Entry entry) {
        announced.add("topic " + topic.id() + " " + entry.action());
    }

    @Override
    public void rulesActivated(int version, String title) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void mapActivated(String version, String title) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void alarm(Alarm alarm, Jurisdiction jurisdiction) {
        announced.add("alarm " + alarm.count());
    }

    @Override
    public void duplicateProposed(Proposal proposal, List<Jurisdiction> jurisdictions) {
        announced.add("duplicate " + proposal.id());
    }

    @Override
    public void sourceChanged(SourceChange change) {
        announced.add("source " + change.key());
    }

    @Override
    public Future<List<EventNumber>> due(Instant now, int limit) {
        return Future.succeededFuture(stored.dueAt().filter(at -> !at.isAfter(now)).stream()
                .map(at -> stored.event().number())
                .toList());
    }

    /** What was refused because the actor may not. */
    List<AuditRecord> refusals() {
        return refusals;
    }

    @Override
    public Future<Long> note(AuditRecord entry) {
        refusals.add(entry);
        return Future.succeededFuture((long) refusals.size());
    }

    @Override
    public Future<List<AuditEntry>> list(Query query) {
        throw new UnsupportedOperationException();
    }
}
