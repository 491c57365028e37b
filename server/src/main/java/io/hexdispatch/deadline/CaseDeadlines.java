package io.hexdispatch.deadline;

import io.hexdispatch.event.Course;
import io.hexdispatch.event.EventStatus;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.Order;
import io.hexdispatch.order.OrderStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a change of a case file does to its deadlines. The orders' deadlines follow their states, the event's follow its state; a
 * suspended event's stand still, and an extension (延期) moves its disposal.
 *
 * @param begun those that run from now on; one that ended before begins anew
 * @param ended those that end; one that does not run is passed by
 * @param endAll whether all that still run end, and if so, whether they are met
 * @param extendedTo until when the event's disposal has time now; empty where that does not change
 * @param clock what happens to the clock of all that run
 */
public record CaseDeadlines(
        List<Deadline> begun, List<Ended> ended, Optional<Boolean> endAll, Optional<Instant> extendedTo, Clock clock) {
    public static final CaseDeadlines NOTHING =
            new CaseDeadlines(List.of(), List.of(), Optional.empty(), Optional.empty(), Clock.RUNS_ON);

    /** The ordinal of what is due of the event as a whole. */
    public static final int EVENT = 0;

    /** What happens to the clock. */
    public enum Clock {
        RUNS_ON,
        STOPS,
        RUNS_AGAIN
    }

    /** @param met whether what was asked for is done; false where nobody asks any more */
    public record Ended(int ordinal, DeadlineKind kind, boolean met) {}

    public CaseDeadlines {
        begun = List.copyOf(begun);
        ended = List.copyOf(ended);
    }

    public boolean isNothing() {
        return equals(NOTHING);
    }

    /** @param terms the deadlines that the rules set for the event */
    public static CaseDeadlines of(CaseFile.Change change, DeadlineTerms terms, Instant now) {
        Book book = new Book(change.after(), terms, now);
        for (Order order : change.changed()) {
            book.follow(order);
        }
        for (Order order : change.added()) {
            book.begin(order.ordinal(), DeadlineKind.ACCEPTANCE);
        }
        EventStatus before = change.before().event().status();
        EventStatus after = change.after().event().status();
        book.follow(change.before().event().course(), change.after().event().course());
        return before == after ? book.closed(Clock.RUNS_ON) : book.follow(before, after);
    }

    private static final class Book {
        private final CaseFile caseFile;
        private final DeadlineTerms terms;
        private final Instant now;
        private final List<Deadline> begun = new ArrayList<>();
        private final List<Ended> ended = new ArrayList<>();
        private Optional<Boolean> endAll = Optional.empty();
        private Optional<Instant> extendedTo = Optional.empty();

        private Book(CaseFile caseFile, DeadlineTerms terms, Instant now) {
            this.caseFile = caseFile;
            this.terms = terms;
            this.now = now;
        }

        private void begin(int ordinal, DeadlineKind kind) {
            DeadlineKey key = new DeadlineKey(caseFile.event().number().id(), ordinal, kind);
            terms.begin(key, caseFile.event().jurisdiction(), now).ifPresent(begun::add);
        }

        private void end(int ordinal, DeadlineKind kind, boolean met) {
            ended.add(new Ended(ordinal, kind, met));
        }

        private void follow(Order order) {
            boolean met = order.status().isOpen() || order.status() == OrderStatus.DONE;
            end(order.ordinal(), DeadlineKind.ACCEPTANCE, met);
            if (order.status() == OrderStatus.ACCEPTED) {
                begin(order.ordinal(), DeadlineKind.ARRIVAL);
            } else {
                end(order.ordinal(), DeadlineKind.ARRIVAL, met);
            }
        }

        private void follow(Course before, Course after) {
            if (after.extensions() > before.extensions()) {
                extendedTo = after.extendedUntil();
            }
        }

        private CaseDeadlines follow(EventStatus before, EventStatus after) {
            switch (after) {
                case FILED, DISPATCHED, IN_PROGRESS -> {
                    if (before == EventStatus.REPORTED) {
                        begin(EVENT, DeadlineKind.DISPOSAL);
                    } else if (isBehindDisposal(before)) {
                        // Done again: 返工, opened anew, or no duplicate after all.
                        end(EVENT, DeadlineKind.VERIFICATION, false);
                        begin(EVENT, DeadlineKind.DISPOSAL);
                    }
                }
                case RESOLVED -> {
                    end(EVENT, DeadlineKind.DISPOSAL, true);
                    begin(EVENT, DeadlineKind.VERIFICATION);
                }
                case VERIFIED -> end(EVENT, DeadlineKind.VERIFICATION, true);
                case CLOSED -> endAll = Optional.of(true);
                case VOIDED, MERGED -> endAll = Optional.of(false);
                case REPORTED, SUSPENDED -> {
                    // Nothing begins or ends.
                }
            }
            return closed(
                    after == EventStatus.SUSPENDED
                            ? Clock.STOPS
                            : before == EventStatus.SUSPENDED ? Clock.RUNS_AGAIN : Clock.RUNS_ON);
        }

        private static boolean isBehindDisposal(EventStatus status) {
            return switch (status) {
                case RESOLVED, VERIFIED, CLOSED, VOIDED, MERGED -> true;
                case REPORTED, FILED, DISPATCHED, IN_PROGRESS, SUSPENDED -> false;
            };
        }

        private CaseDeadlines closed(Clock clock) {
            return new CaseDeadlines(begun, ended, endAll, extendedTo, clock);
        }
    }
}
