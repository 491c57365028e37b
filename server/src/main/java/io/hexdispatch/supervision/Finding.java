package io.hexdispatch.supervision;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.order.IllegalTransitionException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An irregularity in the books, with all that was said about it. Decides what an answer, a return or a conclusion does to it; a
 * decision gives the finding after it. Whatever somebody says a second time in the same words changes nothing.
 *
 * @param id rises with every finding
 * @param steps what was said, in order; the state follows from it
 */
public record Finding(long id, Irregularity irregularity, List<Step> steps) {
    /** With as many, the supervisor can only close it. */
    public static final int STEPS_MAX = 100;

    public static final String ANSWER = "answer";
    public static final String RETURN = "return";
    public static final String CLOSE = "close";

    /**
     * Something that was said.
     *
     * @param action {@value #ANSWER}, {@value #RETURN} or {@value #CLOSE}
     * @param conclusion there exactly where it was closed
     */
    public record Step(Instant at, Actor by, String action, String text, Optional<Conclusion> conclusion) {
        public Step {
            if (conclusion.isPresent() != action.equals(CLOSE)) {
                throw new IllegalArgumentException(action + " with conclusion " + conclusion);
            }
        }

        private boolean says(Actor actor, String what, String words) {
            return by.equals(actor) && action.equals(what) && text.equals(words);
        }
    }

    public Finding {
        steps = List.copyOf(steps);
    }

    public FindingState state() {
        if (conclusion().isPresent()) {
            return FindingState.CLOSED;
        }
        return unanswered().isEmpty() ? FindingState.ANSWERED : FindingState.OPEN;
    }

    public Optional<Conclusion> conclusion() {
        return steps.isEmpty() ? Optional.empty() : steps.get(steps.size() - 1).conclusion();
    }

    /** Those who are accountable and have not answered, or not since it was sent back. */
    public List<Actor> unanswered() {
        Set<Actor> answered = new HashSet<>();
        for (Step step : steps) {
            switch (step.action()) {
                case ANSWER -> answered.add(step.by());
                case RETURN -> answered.clear();
                default -> {}
            }
        }
        return irregularity.accountable().stream()
                .filter(actor -> !answered.contains(actor))
                .toList();
    }

    public boolean isAccountable(Actor actor) {
        return irregularity.accountable().contains(actor);
    }

    /** The supervisor and the administrator see all; the others what they must answer or transferred themselves. */
    public boolean isVisibleTo(Actor actor) {
        return actor.role() == Role.SUPERVISOR
                || actor.role() == Role.ADMIN
                || isAccountable(actor)
                || irregularity.by().filter(actor::equals).isPresent();
    }

    /**
     * Answers, as one of those who are accountable.
     *
     * @throws IllegalTransitionException if he has answered and it was not sent back, or it is closed
     */
    public Finding answer(Actor actor, String text, Instant now) throws IllegalTransitionException {
        if (!isAccountable(actor)) {
            throw new IllegalArgumentException(actor + " is not accountable for finding " + id);
        }
        if (state() == FindingState.OPEN && unanswered().contains(actor)) {
            return with(new Step(now, actor, ANSWER, text, Optional.empty()));
        }
        if (saidSinceReturned(actor, ANSWER, text)) {
            return this;
        }
        throw illegal(
                state() == FindingState.CLOSED
                        ? "it cannot be answered any more"
                        : actor + " has answered, and can again when the supervisor sends it back");
    }

    /** @throws IllegalTransitionException if somebody has yet to answer, it is closed, or went back and forth too often */
    public Finding sendBack(Actor actor, String text, Instant now) throws IllegalTransitionException {
        if (!steps.isEmpty() && steps.get(steps.size() - 1).says(actor, RETURN, text)) {
            return this;
        }
        if (state() != FindingState.ANSWERED) {
            throw illegal("it can be sent back only when it is ANSWERED");
        }
        // Room is left for the return, an answer of each, and the conclusion.
        if (steps.size() + irregularity.accountable().size() + 2 > STEPS_MAX) {
            throw illegal("it went back and forth too often to be sent back again");
        }
        return with(new Step(now, actor, RETURN, text, Optional.empty()));
    }

    /** Closes it, answered or not. @throws IllegalTransitionException if it is closed */
    public Finding close(Actor actor, Conclusion conclusion, String text, Instant now)
            throws IllegalTransitionException {
        if (state() == FindingState.CLOSED) {
            Step last = steps.get(steps.size() - 1);
            if (last.says(actor, CLOSE, text) && last.conclusion().equals(Optional.of(conclusion))) {
                return this;
            }
            throw illegal("it is closed already");
        }
        return with(new Step(now, actor, CLOSE, text, Optional.of(conclusion)));
    }

    private boolean saidSinceReturned(Actor actor, String action, String text) {
        for (int i = steps.size() - 1; i >= 0 && !steps.get(i).action().equals(RETURN); i--) {
            if (steps.get(i).says(actor, action, text)) {
                return true;
            }
        }
        return false;
    }

    private Finding with(Step step) {
        List<Step> more = new ArrayList<>(steps);
        more.add(step);
        return new Finding(id, irregularity, more);
    }

    private IllegalTransitionException illegal(String why) {
        List<String> possible =
                switch (state()) {
                    case OPEN -> List.of(ANSWER, CLOSE);
                    case ANSWERED -> List.of(RETURN, CLOSE);
                    case CLOSED -> List.of();
                };
        return new IllegalTransitionException(
                "finding " + id + " is " + state() + ": " + why, state().name(), possible);
    }
}
