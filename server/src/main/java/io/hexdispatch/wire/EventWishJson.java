package io.hexdispatch.wire;

import io.hexdispatch.event.Card;
import io.hexdispatch.event.EventAction;
import io.hexdispatch.event.EventAction.Approval;
import io.hexdispatch.event.EventAction.Field;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.EventWish;
import io.hexdispatch.event.Particulars;
import io.hexdispatch.event.Particulars.Asked;
import io.hexdispatch.event.Particulars.Into;
import io.hexdispatch.event.Particulars.Method;
import io.hexdispatch.event.Particulars.Rating;
import io.hexdispatch.event.Particulars.Reminder;
import io.hexdispatch.event.Particulars.Until;
import io.hexdispatch.event.Particulars.Verification;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What somebody wants done with an event, as it comes over HTTP and WebSocket. */
public final class EventWishJson {
    private static final int REASON_LENGTH_MAX = 1_000;
    private static final int NAME_LENGTH_MAX = 100;
    private static final int PHOTO_LENGTH_MAX = 500;

    private final EventAction action;
    private final Fields fields;

    private EventWishJson(EventAction action, Fields fields) {
        this.action = action;
        this.fields = fields;
    }

    /** Reads the fields that the action takes, and notes every fault; empty where there is one. */
    public static Optional<EventWish> read(EventAction action, Fields fields) {
        EventWishJson json = new EventWishJson(action, fields);
        int before = fields.faults().size();
        Optional<String> reason = json.text(Field.REASON, REASON_LENGTH_MAX);
        Optional<String> unit = json.text(Field.UNIT, NAME_LENGTH_MAX);
        Optional<Particulars> particulars = json.particulars(unit, reason);
        fields.rejectUnknown();
        return fields.faults().size() > before
                ? Optional.empty()
                : Optional.of(new EventWish(
                        action,
                        reason,
                        particulars.orElseThrow(),
                        // A reminder's unit is whom it is for, and does nothing again.
                        action == EventAction.REMIND ? Optional.empty() : unit));
    }

    private Optional<Particulars> particulars(Optional<String> unit, Optional<String> reason) {
        return switch (action) {
            case EXTEND, SUSPEND -> until().map(Until::new);
            case APPROVE, REFUSE ->
                choice(
                                "action",
                                text(Field.ACTION, NAME_LENGTH_MAX),
                                text -> EventAction.ofText(text).filter(EventWishJson::isAskedFor),
                                Arrays.stream(EventAction.values())
                                        .filter(EventWishJson::isAskedFor)
                                        .map(EventAction::text)
                                        .collect(Collectors.joining(", ")))
                        .map(asked -> new Asked(asked, Optional.empty()));
            case REMIND ->
                choice("card", text(Field.CARD, NAME_LENGTH_MAX), Card::ofText, "ordinary, yellow, red")
                        .map(card -> new Reminder(card, unit));
            case CALL_BACK -> rating().map(Rating::new);
            case VERIFY -> verification(reason);
            case MERGE ->
                choice("into", text(Field.INTO, NAME_LENGTH_MAX), EventNumber::parse, "such as 20260301-0000042")
                        .map(Into::new);
            default -> Optional.of(Particulars.NOTHING);
        };
    }

    private static boolean isAskedFor(EventAction action) {
        return action.approval() != Approval.NEVER;
    }

    private Optional<Instant> until() {
        int before = fields.faults().size();
        Optional<Instant> until = fields.optionalTime("until");
        if (until.isEmpty() && fields.faults().size() == before) {
            fields.fault("until", "is missing; a time with an offset, such as 2026-03-01T08:00:00+08:00");
        }
        return until;
    }

    private Optional<Integer> rating() {
        int before = fields.faults().size();
        Optional<Integer> rating = fields.optionalWholeNumber("rating", Rating.LEAST, Rating.MOST);
        if (rating.isEmpty() && fields.faults().size() == before) {
            fields.fault("rating", "is missing; a whole number from " + Rating.LEAST + " to " + Rating.MOST);
        }
        return rating;
    }

    private Optional<Particulars> verification(Optional<String> reason) {
        Optional<Method> method = choice(
                "method",
                text(Field.METHOD, NAME_LENGTH_MAX),
                text -> Arrays.stream(Method.values())
                        .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(text))
                        .findFirst(),
                "photo, visit");
        Optional<String> photo = text(Field.PHOTO, PHOTO_LENGTH_MAX);
        Optional<String> outcome = text(Field.OUTCOME, NAME_LENGTH_MAX);
        Optional<Boolean> passed = outcome.isEmpty()
                ? Optional.of(true)
                : choice(
                        "outcome",
                        outcome,
                        text -> switch (text) {
                            case ParticularsJson.PASSED -> Optional.of(true);
                            case ParticularsJson.FAILED -> Optional.of(false);
                            default -> Optional.empty();
                        },
                        "passed, failed");
        if (method.filter(value -> value == Method.PHOTO).isPresent() && photo.isEmpty()) {
            fields.fault(
                    "photo", "is missing; where the photograph is, a text of 1 to " + PHOTO_LENGTH_MAX + " characters");
        }
        if (method.filter(value -> value == Method.VISIT).isPresent() && photo.isPresent()) {
            fields.fault("photo", "is for the method photo alone");
        }
        if (passed.filter(value -> !value).isPresent() && reason.isEmpty()) {
            fields.fault("reason", "is missing; a verification that failed needs one");
        }
        return method.isEmpty() || passed.isEmpty() || photo.isPresent() != (method.get() == Method.PHOTO)
                ? Optional.empty()
                : Optional.of(new Verification(method.get(), photo, passed.get()));
    }

    /** A text that the table says is needed, may be left out, or is no field of the action. */
    private Optional<String> text(Field field, int lengthMax) {
        String name = field.name().toLowerCase(Locale.ROOT);
        if (action.needs().contains(field)) {
            return fields.text(name, lengthMax);
        }
        return action.takes().contains(field) ? fields.optionalText(name, lengthMax) : Optional.empty();
    }

    private <T> Optional<T> choice(
            String field, Optional<String> text, Function<String, Optional<T>> reader, String right) {
        Optional<T> choice = text.flatMap(reader);
        if (text.isPresent() && choice.isEmpty()) {
            fields.fault(field, "\"" + text.get() + "\" is not known; right is one of " + right);
        }
        return choice;
    }
}
