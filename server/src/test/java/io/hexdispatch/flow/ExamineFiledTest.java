package io.hexdispatch.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.assignment.Explanation;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.TestReports;
import io.hexdispatch.order.CaseFile;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Every event that is filed is examined, whatever fails, and whenever the server ends. */
class ExamineFiledTest {
    private final FakeFiledEvents database = new FakeFiledEvents();
    private final AtomicLong nanos = new AtomicLong();
    private final List<Long> examined = new ArrayList<>();
    private final Set<Long> refused = new HashSet<>();
    private final List<Integer> lots = new ArrayList<>();
    private ExamineFiled examineFiled = started();

    @Test
    void examinesAnEventOnlyAfterItsCommit() {
        Promise<Filed> commit = begin();
        examineFiled.examine();
        assertThat(examined).isEmpty();

        commit(commit, 1);
        assertThat(examined).as("filing does not wait").isEmpty();
        assertThat(examineFiled.examine().result()).isOne();
        assertThat(examined).containsExactly(1L);
    }

    @Test
    void marksNothingThatIsStillBeingFiledWithALowerNumber() {
        Promise<Filed> first = begin();
        Promise<Filed> second = begin();
        commit(second, 2);
        examineFiled.examine();
        examineFiled.writeMark();
        assertThat(database.mark()).as("number 1 may yet come").isEqualTo(1);

        commit(first, 1);
        examineFiled.examine();
        examineFiled.writeMark();
        assertThat(database.mark()).isEqualTo(3);
        assertThat(examined).containsExactly(2L, 1L);
    }

    @Test
    void afterARestartEverythingSinceTheMarkIsExaminedAgain() {
        commit(begin(), 1);
        examineFiled.examine();
        examineFiled.writeMark();
        commit(begin(), 2);
        commit(begin(), 3);
        examined.clear();

        examineFiled = started();
        examineFiled.examine();
        assertThat(examined).containsExactly(2L, 3L);
    }

    @Test
    void aReportThatWasFiledBeforeIsNotExaminedAgain() {
        Promise<Filed> again = begin();
        again.complete(filed(7, false));
        examineFiled.examine();
        examineFiled.writeMark();
        assertThat(examined).isEmpty();
        assertThat(database.mark()).isEqualTo(1);
    }

    @Test
    void whereNobodyKnowsWhetherAFilingWasCommittedTheDatabaseIsAsked() {
        examineFiled.examine();
        Promise<Filed> broken = begin();
        database.put(caseFile(1));
        broken.fail("the connection is gone");

        examineFiled.writeMark();
        assertThat(database.mark()).isEqualTo(1);
        nanos.addAndGet(ExamineFiled.PAUSE_AFTER_UNKNOWN.toNanos());
        examineFiled.examine();
        assertThat(examined).containsExactly(1L);
    }

    @Test
    void lotsAreBoundedAndOneAtATime() {
        for (long id = 1; id <= ExamineFiled.LOT_MAX + 1; id++) {
            commit(begin(), id);
        }
        examineFiled.examine();
        assertThat(lots).containsExactly(ExamineFiled.LOT_MAX, 1);
    }

    @Test
    void whatFindsNoRoomInMemoryIsReadFromTheDatabase() {
        int count = UnexaminedEvents.WAITING_MAX + 3 * ExamineFiled.LOT_MAX;
        for (long id = 1; id <= count; id++) {
            commit(begin(), id);
        }
        assertThat(examineFiled.waiting()).isEqualTo(UnexaminedEvents.WAITING_MAX);
        examineFiled.examine();
        assertThat(new TreeSet<>(examined)).hasSize(count);
        assertThat(examined).as("none twice").hasSize(count);
        examineFiled.writeMark();
        assertThat(database.mark()).isEqualTo(count + 1);
    }

    @Test
    void oneThatCannotBeExaminedIsSetAsideAndHoldsTheMarkButNotTheOthers() {
        for (long id = 1; id <= 50; id++) {
            commit(begin(), id);
        }
        refused.add(17L);
        letTimePass(Duration.ofSeconds(30));
        assertThat(new TreeSet<>(examined)).hasSize(49).doesNotContain(17L);
        examineFiled.writeMark();
        assertThat(database.mark()).isEqualTo(17);

        refused.clear();
        letTimePass(ExamineFiled.SET_ASIDE_FOR.plus(ExamineFiled.PAUSE_MAX));
        assertThat(examined).contains(17L);
        examineFiled.writeMark();
        assertThat(database.mark()).isEqualTo(51);
    }

    /** Filings end in any order, in any way; the server ends at any moment; the mark is written at any moment. */
    @Property
    void nothingThatWasCommittedIsForgotten(@ForAll long seed) {
        new ExamineFiledTest().play(new Random(seed));
    }

    private void play(Random random) {
        List<Promise<Filed>> underWay = new ArrayList<>();
        List<Long> numbers = new ArrayList<>();
        long next = 1;
        for (int step = 0; step < 120; step++) {
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> {
                    underWay.add(begin());
                    numbers.add(next++);
                }
                case 3, 4 -> {
                    if (!underWay.isEmpty()) {
                        int which = random.nextInt(underWay.size());
                        commit(underWay.remove(which), numbers.remove(which));
                    }
                }
                case 5 -> {
                    if (!underWay.isEmpty()) {
                        int which = random.nextInt(underWay.size());
                        long number = numbers.remove(which);
                        if (random.nextBoolean()) {
                            database.put(caseFile(number));
                        }
                        underWay.remove(which).fail("the connection is gone");
                    }
                }
                case 6 -> {
                    nanos.addAndGet(random.nextLong(3_000_000_000L));
                    examineFiled.examine();
                    examineFiled.writeMark();
                }
                default -> {
                    if (random.nextInt(5) == 0) {
                        // What is under way is committed or not, and nobody hears of it any more.
                        numbers.stream()
                                .filter(number -> random.nextBoolean())
                                .forEach(number -> database.put(caseFile(number)));
                        underWay.clear();
                        numbers.clear();
                        examineFiled = started();
                    }
                }
            }
        }
        letTimePass(Duration.ofSeconds(10));
        assertThat(new TreeSet<>(examined)).containsAll(database.events().keySet());
    }

    private void letTimePass(Duration time) {
        long end = nanos.get() + time.toNanos();
        while (nanos.get() < end) {
            examineFiled.examine();
            nanos.addAndGet(Duration.ofMillis(100).toNanos());
        }
        examineFiled.examine();
    }

    private ExamineFiled started() {
        ExamineFiled started = new ExamineFiled(database, List.of(this::examine), nanos::get);
        started.load();
        return started;
    }

    private Future<Void> examine(List<CaseFile> lot) {
        List<Long> ids =
                lot.stream().map(caseFile -> caseFile.event().number().id()).toList();
        if (ids.stream().anyMatch(refused::contains)) {
            return Future.failedFuture("it cannot be examined");
        }
        lots.add(lot.size());
        examined.addAll(ids);
        return Future.succeededFuture();
    }

    private Promise<Filed> begin() {
        Promise<Filed> promise = Promise.promise();
        examineFiled.filing(promise.future());
        return promise;
    }

    private void commit(Promise<Filed> filing, long id) {
        database.put(caseFile(id));
        filing.complete(filed(id, true));
    }

    private static Filed filed(long id, boolean isNew) {
        return new Filed(caseFile(id), new Explanation("", Optional.empty(), List.of(), Optional.empty()), isNew);
    }

    private static CaseFile caseFile(long id) {
        return CaseFile.reported(EventNumber.of(TestReports.NOW, id), TestReports.of("90003"), TestReports.GONGYI)
                .file(List.of(), Optional.of("no unit"), TestReports.NOW)
                .after();
    }
}
