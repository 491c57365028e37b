package io.hexdispatch.event;

import io.hexdispatch.event.Particulars.Asked;
import io.hexdispatch.event.Particulars.Into;
import io.hexdispatch.event.Particulars.Rating;
import io.hexdispatch.event.Particulars.Reminder;
import io.hexdispatch.event.Particulars.Taken;
import io.hexdispatch.event.Particulars.Until;
import io.hexdispatch.event.Particulars.Verification;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What an event has been through: the sum of its history, which gives it again when read from the beginning. So whatever decides
 * needs the event alone.
 *
 * @param returned how often an order was given back
 * @param handedOn how often an order was handed on to another unit
 * @param extensions how often the time was extended
 * @param extendedUntil the end of the last extension, while this round of work goes on
 * @param suspensions how often it was suspended, or a suspension given another end
 * @param suspendedSince since when the clock stands; there while it is suspended
 * @param suspendedUntil when the suspension ends; there while it is suspended
 * @param urgent whether shorter limits hold
 * @param cards how many reminders of each kind there were
 * @param verification what was found when somebody looked last at this round of work
 * @param verifiedAt when he found that all is done; empty where he did not
 * @param failedVerifications how often what was called done was not
 * @param rating how satisfied the reporter was when he was asked last
 * @param ratedAt when that was
 * @param reworked how often work was sent back after it failed verification
 * @param reopened how often it was opened again
 * @param request what waits for an approval
 * @param mergedInto the event that it was merged into; there until it is separated again, also when both are closed
 * @param merged the events that were merged into it, in the order of their numbers
 * @param last what was done last with the event as a whole, by a person or the clock
 */
public record Course(
        int returned,
        int handedOn,
        int extensions,
        Optional<Instant> extendedUntil,
        int suspensions,
        Optional<Instant> suspendedSince,
        Optional<Instant> suspendedUntil,
        boolean urgent,
        Map<Card, Integer> cards,
        Optional<Verification> verification,
        Optional<Instant> verifiedAt,
        int failedVerifications,
        Optional<Rating> rating,
        Optional<Instant> ratedAt,
        int reworked,
        int reopened,
        Optional<Request> request,
        Optional<EventNumber> mergedInto,
        List<EventNumber> merged,
        Optional<HistoryEntry> last) {

    /** The words of the history for what is no action of the table. */
    public static final String ASK = "ask";

    public static final String LAPSE = "lapse";
    public static final String FOLLOW = "follow";

    /** Another event was merged into this one. */
    public static final String TAKE_IN = "take-in";

    /** It is no more. */
    public static final String LET_GO = "let-go";

    /** Orders' states are the words of another package; the history has them as text. */
    private static final String RETURNED = "RETURNED";

    private static final String HANDED_ON = "HANDED_ON";

    /** A verified event that nobody objects to is closed after so long. */
    public static final Duration CLOSES_AFTER = Duration.ofDays(7);

    /** Of an event to which nothing happened yet but its filing. */
    public static final Course NONE = new Sum().course();

    public Course {
        merged = List.copyOf(merged);
        cards = cards.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(cards));
    }

    public static Course of(List<HistoryEntry> history) {
        return NONE.after(history);
    }

    /** The course with these lines added to the history. */
    public Course after(List<HistoryEntry> lines) {
        if (lines.stream().noneMatch(Course::counts)) {
            return this;
        }
        Sum sum = new Sum(this);
        lines.forEach(sum::add);
        return sum.course();
    }

    /** Filing, dispatch, acceptance and completion, which come most often, do not. */
    private static boolean counts(HistoryEntry line) {
        return line.order().isPresent()
                ? line.to().equals(RETURNED) || line.to().equals(HANDED_ON)
                : line.action().equals(LAPSE) || isAct(line);
    }

    private static boolean isAct(HistoryEntry line) {
        return line.action().equals(ASK)
                || line.particulars() instanceof Into
                || line.particulars() instanceof Taken
                || EventAction.ofText(line.action()).isPresent();
    }

    public int cards(Card card) {
        return cards.getOrDefault(card, 0);
    }

    /** Whether the reporter said that he is not satisfied, and nobody verified the work since. */
    public boolean isObjectedTo() {
        return rating.filter(given -> given.stars() <= Rating.DISSATISFIED).isPresent()
                && ratedAt.filter(at -> verifiedAt.filter(at::isBefore).isEmpty())
                        .isPresent();
    }

    /** The sum while it is drawn. */
    private static final class Sum {
        private int returned;
        private int handedOn;
        private int extensions;
        private Optional<Instant> extendedUntil = Optional.empty();
        private int suspensions;
        private Optional<Instant> suspendedSince = Optional.empty();
        private Optional<Instant> suspendedUntil = Optional.empty();
        private boolean urgent;
        private final Map<Card, Integer> cards = new EnumMap<>(Card.class);
        private Optional<Verification> verification = Optional.empty();
        private Optional<Instant> verifiedAt = Optional.empty();
        private int failedVerifications;
        private Optional<Rating> rating = Optional.empty();
        private Optional<Instant> ratedAt = Optional.empty();
        private int reworked;
        private int reopened;
        private Optional<Request> request = Optional.empty();
        private Optional<EventNumber> mergedInto = Optional.empty();
        private final NavigableSet<EventNumber> merged = new TreeSet<>(Comparator.comparingLong(EventNumber::id));
        private Optional<HistoryEntry> last = Optional.empty();

        private Sum() {}

        private Sum(Course course) {
            returned = course.returned;
            handedOn = course.handedOn;
            extensions = course.extensions;
            extendedUntil = course.extendedUntil;
            suspensions = course.suspensions;
            suspendedSince = course.suspendedSince;
            suspendedUntil = course.suspendedUntil;
            urgent = course.urgent;
            cards.putAll(course.cards);
            verification = course.verification;
            verifiedAt = course.verifiedAt;
            failedVerifications = course.failedVerifications;
            rating = course.rating;
            ratedAt = course.ratedAt;
            reworked = course.reworked;
            reopened = course.reopened;
            request = course.request;
            mergedInto = course.mergedInto;
            merged.addAll(course.merged);
            last = course.last;
        }

        private Course course() {
            return new Course(
                    returned,
                    handedOn,
                    extensions,
                    extendedUntil,
                    suspensions,
                    suspendedSince,
                    suspendedUntil,
                    urgent,
                    cards,
                    verification,
                    verifiedAt,
                    failedVerifications,
                    rating,
                    ratedAt,
                    reworked,
                    reopened,
                    request,
                    mergedInto,
                    List.copyOf(merged),
                    last);
        }

        private void add(HistoryEntry line) {
            if (line.order().isPresent()) {
                addOrder(line);
                return;
            }
            switch (line.action()) {
                case ASK -> {
                    Asked asked = (Asked) line.particulars();
                    request = Optional.of(
                            new Request(asked.action(), asked.until(), line.actor(), line.at(), line.reason()));
                }
                case LAPSE -> request = Optional.empty();
                case FOLLOW -> {
                    if (line.particulars() instanceof Into into) {
                        mergedInto = Optional.of(into.principal());
                    }
                }
                case TAKE_IN -> merged.add(((Taken) line.particulars()).event());
                case LET_GO -> merged.remove(((Taken) line.particulars()).event());
                default -> EventAction.ofText(line.action()).ifPresent(action -> addAction(action, line));
            }
            if (isAct(line)) {
                last = Optional.of(line);
            }
        }

        private void addOrder(HistoryEntry line) {
            switch (line.to()) {
                case RETURNED -> returned++;
                case HANDED_ON -> handedOn++;
                default -> {}
            }
        }

        private void addAction(EventAction action, HistoryEntry line) {
            switch (action) {
                case EXTEND -> extend(((Until) line.particulars()).end());
                case APPROVE -> approve((Asked) line.particulars(), line.at());
                case REFUSE -> request = Optional.empty();
                case RESUME -> {
                    suspendedSince = Optional.empty();
                    suspendedUntil = Optional.empty();
                }
                case EXPEDITE -> urgent = true;
                case REMIND -> cards.merge(((Reminder) line.particulars()).card(), 1, Integer::sum);
                case VERIFY -> verify((Verification) line.particulars(), line.at());
                case CALL_BACK -> {
                    rating = Optional.of((Rating) line.particulars());
                    ratedAt = Optional.of(line.at());
                }
                case REWORK -> {
                    reworked++;
                    beginRound();
                }
                case REOPEN -> {
                    reopened++;
                    beginRound();
                }
                case MERGE -> {
                    // What is merged waits for nothing.
                    suspendedSince = Optional.empty();
                    suspendedUntil = Optional.empty();
                    mergedInto = Optional.of(((Into) line.particulars()).principal());
                }
                case SEPARATE -> mergedInto = Optional.empty();
                case FILE, DISPATCH, SUSPEND, VOID, CLOSE -> {}
            }
        }

        private void extend(Instant end) {
            extensions++;
            extendedUntil = Optional.of(end);
        }

        private void approve(Asked asked, Instant at) {
            request = Optional.empty();
            if (asked.action() == EventAction.EXTEND) {
                extend(asked.until().orElseThrow());
            } else if (asked.action() == EventAction.SUSPEND) {
                suspensions++;
                suspendedSince = suspendedSince.or(() -> Optional.of(at));
                suspendedUntil = asked.until();
            } else {
                // What is void waits for nothing.
                suspendedSince = Optional.empty();
                suspendedUntil = Optional.empty();
            }
        }

        private void verify(Verification found, Instant at) {
            verification = Optional.of(found);
            verifiedAt = found.passed() ? Optional.of(at) : Optional.empty();
            failedVerifications += found.passed() ? 0 : 1;
        }

        private void beginRound() {
            extendedUntil = Optional.empty();
            verification = Optional.empty();
            verifiedAt = Optional.empty();
        }
    }
}
