package io.hexdispatch.hotspot;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the measures of a topic brought: how often its problem came before and after.
 *
 * @param usual in the weeks before the topic begins
 * @param before from its beginning until it was accepted
 * @param during from then until it was closed
 * @param since from then on
 * @param againstUsual of the last of these spans, against what was usual
 * @param againstBefore of the last of these spans, against the time before. Somebody took the topic up because there was much then, so that
 *     less comes after by chance alone: {@code againstUsual} is the fairer one
 */
public record Effect(
        Optional<Span> usual,
        Optional<Span> before,
        Optional<Span> during,
        Optional<Span> since,
        Optional<RateRatio> againstUsual,
        Optional<RateRatio> againstBefore) {
    private static final Duration USUAL = Duration.ofDays(56);
    private static final double DAY_NANOS = Duration.ofDays(1).toNanos();
    private static final double WEEK_DAYS = 7;

    /** How often it came in a span of time. */
    public record Span(Instant from, Instant to, long count) {
        public double days() {
            return Duration.between(from, to).toNanos() / DAY_NANOS;
        }

        public double perWeek() {
            return count / days() * WEEK_DAYS;
        }
    }

    /** The spans that must be counted, each perhaps empty: usual, before, during, since. @param firstFiled before that nothing is known */
    public static List<Optional<Span>> spans(Topic topic, Instant firstFiled, Instant now) {
        Instant begins = topic.made().begins();
        Instant usualFrom = begins.minus(USUAL);
        Instant end = topic.endedAt().orElse(now);
        Instant accepted = topic.acceptedAt().orElse(end);
        List<Optional<Span>> spans = new ArrayList<>();
        spans.add(span(usualFrom.isBefore(firstFiled) ? firstFiled : usualFrom, begins));
        spans.add(span(begins, accepted));
        spans.add(span(accepted, end));
        spans.add(span(end, now));
        return spans;
    }

    /** @param spans as of {@link #spans}, counted */
    public static Effect of(List<Optional<Span>> spans) {
        Optional<Span> last = spans.get(3).or(() -> spans.get(2));
        return new Effect(
                spans.get(0),
                spans.get(1),
                spans.get(2),
                spans.get(3),
                against(last, spans.get(0)),
                against(last, spans.get(1)));
    }

    private static Optional<RateRatio> against(Optional<Span> last, Optional<Span> earlier) {
        return last.flatMap(
                now -> earlier.map(before -> RateRatio.of(now.count(), before.count(), now.days() / before.days(), 1)));
    }

    private static Optional<Span> span(Instant from, Instant to) {
        return from.isBefore(to) ? Optional.of(new Span(from, to, 0)) : Optional.empty();
    }
}
