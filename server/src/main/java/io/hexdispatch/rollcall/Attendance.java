package io.hexdispatch.rollcall;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of the call to one who was called. It only grows: a receipt stays, and the first answer is the answer.
 *
 * @param deliveredAt when the first of his terminals had it; whoever answers has it
 * @param reminders how often he was reminded
 */
public record Attendance(Optional<Instant> deliveredAt, Optional<Answer> answer, boolean isLate, int reminders) {
    public static final Attendance NONE = new Attendance(Optional.empty(), Optional.empty(), false, 0);

    /** What he counts as. */
    public enum Kind {
        SILENT,
        ANSWERED,
        /** After the time limit, or after the call was ended. */
        LATE;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Kind kind() {
        return answer.isEmpty() ? Kind.SILENT : isLate ? Kind.LATE : Kind.ANSWERED;
    }

    public Attendance delivered(Instant at) {
        return deliveredAt.isPresent() ? this : new Attendance(Optional.of(at), answer, isLate, reminders);
    }

    /** A second answer changes nothing, and neither does one that the call does not take. */
    public Attendance answered(Answer given, RollCall call) {
        Attendance delivered = delivered(given.at());
        return answer.isPresent() || call.refusal().isPresent()
                ? delivered
                : new Attendance(delivered.deliveredAt, Optional.of(given), call.isLate(given.at()), reminders);
    }

    /** Whether a reminder is for him: he is silent, or has not even got what was broadcast. */
    public boolean isOwed(RollCall.Kind kind) {
        return kind == RollCall.Kind.BROADCAST ? deliveredAt.isEmpty() : answer.isEmpty();
    }

    public Attendance reminded() {
        return new Attendance(deliveredAt, answer, isLate, reminders + 1);
    }
}
