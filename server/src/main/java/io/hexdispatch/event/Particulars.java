package io.hexdispatch.event;

import java.time.Instant;
import java.util.Optional;

/** What an action says besides its reason, as its line of the history keeps it. */
public sealed interface Particulars {
    Particulars NOTHING = new Nothing();

    /** The action says all by itself. */
    record Nothing() implements Particulars {}

    /** When an extension or a suspension ends. */
    record Until(Instant end) implements Particulars {}

    /** @param unit whom it is for; empty for all who hold an order of the event */
    record Reminder(Card card, Optional<String> unit) implements Particulars {}

    /**
     * What somebody found who looked whether the work is done.
     *
     * @param photo where the photograph is; there exactly where the method is PHOTO
     */
    record Verification(Method method, Optional<String> photo, boolean passed) implements Particulars {
        public Verification {
            if (photo.isPresent() != (method == Method.PHOTO)) {
                throw new IllegalArgumentException(method + " with photo " + photo);
            }
        }
    }

    /** How it was looked at. */
    enum Method {
        PHOTO,
        VISIT
    }

    /** @param stars how satisfied the reporter is, {@value #LEAST} to {@value #MOST} */
    record Rating(int stars) implements Particulars {
        public static final int LEAST = 1;
        public static final int MOST = 5;
        /** So many or fewer mean that he is not satisfied. */
        public static final int DISSATISFIED = 2;

        public Rating {
            if (stars < LEAST || stars > MOST) {
                throw new IllegalArgumentException(stars + " is not a rating");
            }
        }
    }

    /** The event that one is merged into. */
    record Into(EventNumber principal) implements Particulars {}

    /** The event that is merged into this one, or is no more. */
    record Taken(EventNumber event) implements Particulars {}

    /** What is asked for, approved or refused. @param until when it ends, where it is something that ends */
    record Asked(EventAction action, Optional<Instant> until) implements Particulars {}
}
