package io.hexdispatch.supervision;

import static io.hexdispatch.event.TestReports.NOW;
import static io.hexdispatch.order.TestCaseFiles.CENTRE;
import static io.hexdispatch.order.TestCaseFiles.GAS;
import static io.hexdispatch.order.TestCaseFiles.lead;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.order.IllegalTransitionException;
import io.hexdispatch.order.TestCaseFiles;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What answers, returns and conclusions make of a finding. */
class FindingTest {
    private static final Actor POLICE = new Actor(Role.UNIT, "police");
    private static final Actor SUPERVISOR = new Actor(Role.SUPERVISOR, "commission");

    private final Finding open = new Finding(7, irregularity(), List.of());

    private static Irregularity irregularity() {
        return new Irregularity(
                Subject.of(TestCaseFiles.filed(lead("gas"))),
                FindingKind.RETURNED_OFTEN,
                "returned",
                NOW,
                Optional.empty(),
                "three times",
                Evidence.NONE,
                List.of(GAS, POLICE));
    }

    @Test
    void isAnsweredWhenAllWhoAreAccountableHaveAnswered() throws Exception {
        Finding half = open.answer(GAS, "we had no car", NOW);
        assertThat(half.state()).isEqualTo(FindingState.OPEN);
        assertThat(half.unanswered()).containsExactly(POLICE);

        assertThat(half.answer(POLICE, "not ours", NOW).state()).isEqualTo(FindingState.ANSWERED);
    }

    @Test
    void sentBackItWaitsForAllAgain() throws Exception {
        Finding back = answered().sendBack(SUPERVISOR, "which car?", NOW);
        assertThat(back.state()).isEqualTo(FindingState.OPEN);
        assertThat(back.unanswered()).containsExactly(GAS, POLICE);
        assertThat(back.answer(GAS, "we had no car", NOW).unanswered())
                .as("the same words are an answer to another question")
                .containsExactly(POLICE);
    }

    @Test
    void saidTwiceItIsSaidOnce() throws Exception {
        Finding once = open.answer(GAS, "we had no car", NOW);
        assertThat(once.answer(GAS, "we had no car", NOW.plusSeconds(9))).isSameAs(once);
        Finding back = answered().sendBack(SUPERVISOR, "which car?", NOW);
        assertThat(back.sendBack(SUPERVISOR, "which car?", NOW)).isSameAs(back);
        Finding closed = answered().close(SUPERVISOR, Conclusion.CONFIRMED, "so it is", NOW);
        assertThat(closed.close(SUPERVISOR, Conclusion.CONFIRMED, "so it is", NOW))
                .isSameAs(closed);
    }

    @Test
    void refusesWhatItsStateDoesNotAllowAndSaysWhatItDoes() throws Exception {
        Finding once = open.answer(GAS, "we had no car", NOW);
        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> once.answer(GAS, "or no driver", NOW))
                .withMessageContaining("can again when the supervisor sends it back");
        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> open.sendBack(SUPERVISOR, "well?", NOW))
                .satisfies(refused -> assertThat(refused.possible()).containsExactly("answer", "close"));
        Finding closed = open.close(SUPERVISOR, Conclusion.UNFOUNDED, "a mistake", NOW);
        assertThat(closed.state()).isEqualTo(FindingState.CLOSED);
        assertThatExceptionOfType(IllegalTransitionException.class).isThrownBy(() -> closed.answer(GAS, "late", NOW));
        assertThatExceptionOfType(IllegalTransitionException.class)
                .isThrownBy(() -> closed.close(SUPERVISOR, Conclusion.CONFIRMED, "a mistake", NOW));
        assertThatIllegalArgumentException().isThrownBy(() -> open.answer(CENTRE, "not asked", NOW));
    }

    @Test
    void isVisibleToTheSupervisorAndToThoseItIsPutTo() {
        assertThat(List.of(SUPERVISOR, new Actor(Role.ADMIN, "wang"), GAS, POLICE))
                .allMatch(open::isVisibleTo);
        assertThat(List.of(CENTRE, new Actor(Role.UNIT, "water"), new Actor(Role.RESPONDER, "gas-1")))
                .noneMatch(open::isVisibleTo);
    }

    /** Whatever is tried in whatever order. */
    @Property(tries = 1_000, seed = "7")
    void staysWithinItsBoundsAndClosesOnce(@ForAll @Size(max = 400) List<@IntRange(max = 5) Integer> moves) {
        Finding finding = open;
        int closings = 0;
        for (int i = 0; i < moves.size(); i++) {
            Finding before = finding;
            try {
                finding = switch (moves.get(i)) {
                    case 0, 1 -> before.answer(GAS, "gas " + i, NOW);
                    case 2, 3 -> before.answer(POLICE, "police " + i, NOW);
                    case 4 -> before.sendBack(SUPERVISOR, "again " + i, NOW);
                    default -> i % 50 == 0 ? before.close(SUPERVISOR, Conclusion.CONFIRMED, "done " + i, NOW) : before;
                };
            } catch (IllegalTransitionException refused) {
                assertThat(refused.present()).isEqualTo(before.state().name());
            }
            closings += finding.state() == FindingState.CLOSED && before.state() != FindingState.CLOSED ? 1 : 0;
            assertThat(finding.steps().size()).isLessThanOrEqualTo(Finding.STEPS_MAX);
            assertThat(finding.unanswered().isEmpty())
                    .isEqualTo(finding.state() == FindingState.ANSWERED
                            || finding.state() == FindingState.CLOSED
                                    && finding.unanswered().isEmpty());
            assertThat(before.state() == FindingState.CLOSED && finding != before)
                    .isFalse();
        }
        assertThat(closings).isLessThanOrEqualTo(1);
    }

    private Finding answered() throws IllegalTransitionException {
        return open.answer(GAS, "we had no car", NOW).answer(POLICE, "not ours", NOW);
    }
}
