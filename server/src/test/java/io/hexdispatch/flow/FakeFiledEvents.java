package io.hexdispatch.flow;

import io.hexdispatch.order.CaseFile;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The events of a database in memory, and how far they are examined. */
final class FakeFiledEvents implements FiledEvents {
    private final NavigableMap<Long, CaseFile> events = new TreeMap<>();
    private final List<Long> readFrom = new ArrayList<>();
    private long examinedBelow = 1;

    /** What examines nothing. */
    static ExamineFiled unexamined() {
        ExamineFiled examineFiled = new ExamineFiled(new FakeFiledEvents(), List.of(), () -> 0);
        examineFiled.load();
        return examineFiled;
    }

    void put(CaseFile caseFile) {
        events.put(caseFile.event().number().id(), caseFile);
    }

    NavigableMap<Long, CaseFile> events() {
        return events;
    }

    long mark() {
        return examinedBelow;
    }

    /** From where it was read, each time. */
    List<Long> readFrom() {
        return readFrom;
    }

    @Override
    public Future<Long> examinedBelow() {
        return Future.succeededFuture(examinedBelow);
    }

    @Override
    public Future<Void> examinedBelow(long id) {
        examinedBelow = Math.max(examinedBelow, id);
        return Future.succeededFuture();
    }

    @Override
    public Future<List<CaseFile>> from(long id, int limit) {
        readFrom.add(id);
        return Future.succeededFuture(
                events.tailMap(id, true).values().stream().limit(limit).toList());
    }
}
