package io.hexdispatch.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Actor;
import io.hexdispatch.assignment.AssignmentRules;
import io.hexdispatch.assignment.LiveRules;
import io.hexdispatch.assignment.Roster;
import io.hexdispatch.duplicate.Duplicate;
import io.hexdispatch.duplicate.Proposal;
import io.hexdispatch.duplicate.Reported;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.TestReports;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.TestCaseFiles;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Events 40 and 41 of other sources lie where event 42 is filed. */
class FindDuplicatesTest {
    private static final EventNumber FIRST = EventNumber.of(TestReports.NOW, 40);
    private static final EventNumber SECOND = EventNumber.of(TestReports.NOW, 41);
    private static final CaseFile FILED = TestCaseFiles.filed();

    private final Nearby nearby = new Nearby();
    private final FakeEvents events = new FakeEvents(FILED);
    private final Clock clock = Clock.fixed(TestReports.NOW, ZoneOffset.UTC);
    private final FindDuplicates findDuplicates = new FindDuplicates(
            nearby,
            new LiveRules(AssignmentRules.bundled()),
            new MergeEvents(new Roster(), events, events, events, clock),
            events,
            clock);

    @Test
    void anEventIsProposedIntoTheFirstThatIsLikeIt() {
        assertThat(findDuplicates.examine(List.of(FILED)).succeeded()).isTrue();

        assertThat(nearby.proposed).extracting(Duplicate::principal).containsExactly(FIRST);
        assertThat(events.announced()).containsExactly("duplicate 1");
    }

    @Test
    void anEventWhosePrincipalIsClosedMeanwhileIsProposedIntoTheNext() {
        nearby.closesMeanwhile(FIRST);

        assertThat(findDuplicates.examine(List.of(FILED)).succeeded()).isTrue();

        assertThat(nearby.proposed).extracting(Duplicate::principal).containsExactly(SECOND);
        assertThat(events.announced()).containsExactly("duplicate 1");
    }

    @Test
    void whereAllAreClosedMeanwhileNothingIsProposed() {
        nearby.closesMeanwhile(FIRST);
        nearby.closesMeanwhile(SECOND);

        assertThat(findDuplicates.examine(List.of(FILED)).succeeded()).isTrue();

        assertThat(nearby.proposed).isEmpty();
        assertThat(events.announced()).isEmpty();
    }

    /** In memory; an event that closes meanwhile is open when it is looked for, and closed when the proposal is to be kept. */
    private static final class Nearby implements Duplicates {
        private final Set<Long> open = new TreeSet<>(List.of(FIRST.id(), SECOND.id()));
        private final Set<Long> closing = new TreeSet<>();
        private final List<Duplicate> proposed = new ArrayList<>();

        void closesMeanwhile(EventNumber number) {
            closing.add(number.id());
        }

        @Override
        public Future<List<Near>> near(List<Wanted> wanted) {
            return Future.succeededFuture(open.stream()
                    .map(id -> new Near(
                            0,
                            new Reported(
                                    EventNumber.of(TestReports.NOW, id),
                                    "another source",
                                    TestReports.PLACE,
                                    TestReports.NOW),
                            TestReports.GONGYI))
                    .toList());
        }

        @Override
        public Future<Keeping> keep(List<Duplicate> found, Instant now) {
            List<Kept> kept = new ArrayList<>();
            List<Duplicate> outrun = new ArrayList<>();
            for (Duplicate each : found) {
                if (closing.contains(each.principal().id())) {
                    open.remove(each.principal().id());
                    outrun.add(each);
                } else {
                    proposed.add(each);
                    kept.add(new Kept(
                            new Proposal(proposed.size(), each, Proposal.State.PROPOSED, now, Optional.empty()), true));
                }
            }
            return Future.succeededFuture(new Keeping(kept, outrun));
        }

        @Override
        public Future<Optional<Proposal>> find(long id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<List<Proposal>> list(Query query) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<Optional<Proposal>> dismiss(long id, Actor by, String reason, Instant now) {
            throw new UnsupportedOperationException();
        }
    }
}
