package io.hexdispatch.rollcall;

import static io.hexdispatch.rollcall.TestRollCalls.LIMIT;
import static io.hexdispatch.rollcall.TestRollCalls.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.grid.GridLevel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;

/** In whatever order receipts, answers, reminders and the end come, a call adds up. */
class TallyPropertyTest {
    private static final int CALLED = 7;

    enum What {
        DELIVER,
        ANSWER,
        REMIND,
        END,
        CANCEL
    }

    /** @param second after the call; clocks may jump back, so the seconds of a walk need not rise */
    record Step(What what, int recipient, int second) {}

    @Provide
    Arbitrary<Step> steps() {
        return Combinators.combine(
                        Arbitraries.frequencyOf(
                                Tuple.of(4, Arbitraries.just(What.DELIVER)),
                                Tuple.of(6, Arbitraries.just(What.ANSWER)),
                                Tuple.of(2, Arbitraries.just(What.REMIND)),
                                Tuple.of(1, Arbitraries.of(What.END, What.CANCEL))),
                        Arbitraries.integers().between(0, CALLED - 1),
                        Arbitraries.integers().between(0, 90))
                .as(Step::new);
    }

    @Property
    void calledAreAnsweredLateAndSilentTogether(
            @ForAll RollCall.Kind kind, @ForAll @Size(max = 40) List<@From("steps") Step> walk) {
        List<Called> called = TestRollCalls.responders(CALLED);
        List<Attendance> attendances = new ArrayList<>(
                IntStream.range(0, CALLED).mapToObj(i -> Attendance.NONE).toList());
        RollCall call = TestRollCalls.call(kind, CALLED);
        List<Optional<Instant>> firstAnswers = new ArrayList<>(IntStream.range(0, CALLED)
                .mapToObj(i -> Optional.<Instant>empty())
                .toList());
        for (Step step : walk) {
            Instant at = NOW.plusSeconds(step.second());
            Attendance before = attendances.get(step.recipient());
            switch (step.what()) {
                case DELIVER -> attendances.set(step.recipient(), before.delivered(at));
                case ANSWER -> {
                    attendances.set(
                            step.recipient(),
                            before.answered(new Answer(at, Optional.of("at " + at), Optional.empty()), call));
                    boolean counts = kind == RollCall.Kind.ROLL_CALL && call.state() != RollCall.State.CANCELLED;
                    if (counts && firstAnswers.get(step.recipient()).isEmpty()) {
                        firstAnswers.set(step.recipient(), Optional.of(at));
                        boolean isLate = at.isAfter(NOW.plus(LIMIT))
                                || call.ending()
                                        .filter(end -> at.isAfter(end.at()))
                                        .isPresent();
                        assertThat(attendances.get(step.recipient()).isLate()).isEqualTo(isLate);
                    }
                }
                case REMIND -> attendances.replaceAll(one -> one.isOwed(kind) ? one.reminded() : one);
                case END -> call = TestRollCalls.ended(call, RollCall.Cause.ENDED_BY_HAND, at);
                case CANCEL -> call = TestRollCalls.ended(call, RollCall.Cause.CANCELLED, at);
            }
            check(kind, called, attendances, firstAnswers);
        }
    }

    private static void check(
            RollCall.Kind kind,
            List<Called> called,
            List<Attendance> attendances,
            List<Optional<Instant>> firstAnswers) {
        Tally tally = new Tally(IntStream.range(0, CALLED)
                .mapToObj(i -> Tally.Group.of(called.get(i), attendances.get(i)))
                .toList());
        Tally.Count total = tally.total();
        assertThat(total.called()).isEqualTo(CALLED);
        assertThat(total.answered() + total.late() + total.silent()).isEqualTo(CALLED);
        assertThat(total.silent())
                .isEqualTo((int) firstAnswers.stream().filter(Optional::isEmpty).count());
        assertThat(total.delivered()).isGreaterThanOrEqualTo(total.answered() + total.late());
        assertThat(tally.byLevel().values().stream().reduce(Tally.Count.NONE, Tally.Count::plus))
                .isEqualTo(total);
        // The first of them is in no grid.
        assertThat(tally.byGrid(GridLevel.COUNTY).values().stream()
                        .mapToInt(Tally.Count::called)
                        .sum())
                .isEqualTo(CALLED - 1);
        tally.byGrid(GridLevel.TOWNSHIP)
                .forEach((code, count) -> assertThat(tally.within(code).total()).isEqualTo(count));
        for (int i = 0; i < CALLED; i++) {
            assertThat(attendances.get(i).answer().map(Answer::at)).isEqualTo(firstAnswers.get(i));
        }
        assertThat(tally.isComplete(kind)).isEqualTo(attendances.stream().noneMatch(one -> one.isOwed(kind)));
    }
}
