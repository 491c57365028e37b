package io.hexdispatch.figures;

import io.hexdispatch.event.EventStatus;
import io.hexdispatch.figures.CaseOutcome.Disposal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;

/** Outcomes for tests: filed at noon in the city, accepted after 5 minutes, resolved after 2 hours, closed after 3, due after 4. */
final class TestOutcomes {
    static final Instant NOON = Instant.parse("2026-11-01T04:00:00Z");
    static final LocalDate DAY = LocalDate.parse("2026-11-01");

    private TestOutcomes() {}

    static CaseOutcome of(EventStatus status) {
        return of(status, OptionalInt.empty(), due(status, 4));
    }

    static CaseOutcome rated(EventStatus status, int stars) {
        return of(status, OptionalInt.of(stars), due(status, 4));
    }

    /** @param hours when it is due */
    static CaseOutcome due(EventStatus status, double hours, Optional<Instant> stoppedAt) {
        return of(status, OptionalInt.empty(), Optional.of(new Disposal(after(hours), ended(status), stoppedAt)));
    }

    static CaseOutcome withoutLimit(EventStatus status) {
        return of(status, OptionalInt.empty(), Optional.empty());
    }

    /** Extended, reworked, reopened, returned and handed on, twice each. */
    static CaseOutcome eventful(EventStatus status) {
        return new CaseOutcome(
                status,
                NOON,
                2,
                2,
                2,
                2,
                2,
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static Instant after(double hours) {
        return NOON.plus(Duration.ofMinutes((long) (60 * hours)));
    }

    private static Optional<Disposal> due(EventStatus status, double hours) {
        return Optional.of(new Disposal(after(hours), ended(status), Optional.empty()));
    }

    private static Optional<Instant> ended(EventStatus status) {
        return switch (status) {
            case RESOLVED, VERIFIED, CLOSED -> Optional.of(after(2));
            default -> Optional.empty();
        };
    }

    private static CaseOutcome of(EventStatus status, OptionalInt rating, Optional<Disposal> disposal) {
        return new CaseOutcome(
                status,
                NOON,
                0,
                0,
                0,
                0,
                0,
                rating,
                Optional.of(NOON.plusSeconds(300)),
                Optional.of(after(2)),
                Optional.of(after(3)),
                disposal);
    }

    static Fact fact(long event, CaseOutcome outcome) {
        return Fact.of(event, "410100|410105|410105001|", "hotline", "event:01001", "water", "water-1", outcome);
    }
}
