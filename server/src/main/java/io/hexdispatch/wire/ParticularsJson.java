package io.hexdispatch.wire;

import io.hexdispatch.event.Card;
import io.hexdispatch.event.EventAction;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.Particulars;
import io.hexdispatch.event.Particulars.Asked;
import io.hexdispatch.event.Particulars.Into;
import io.hexdispatch.event.Particulars.Method;
import io.hexdispatch.event.Particulars.Rating;
import io.hexdispatch.event.Particulars.Reminder;
import io.hexdispatch.event.Particulars.Taken;
import io.hexdispatch.event.Particulars.Until;
import io.hexdispatch.event.Particulars.Verification;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** The JSON form of what an action says besides its reason, in the database and on the wire: each kind by fields of its own. */
public final class ParticularsJson {
    static final String PASSED = "passed";
    private static final String INTO = "into";
    private static final String EVENT = "event";
    static final String FAILED = "failed";

    private ParticularsJson() {}

    /** Empty for nothing. */
    public static JsonObject of(Particulars particulars) {
        JsonObject json = new JsonObject();
        if (particulars instanceof Until until) {
            json.put("until", until.end().toString());
        } else if (particulars instanceof Reminder reminder) {
            json.put("card", reminder.card().text());
            reminder.unit().ifPresent(unit -> json.put("unit", unit));
        } else if (particulars instanceof Verification verification) {
            json.put("method", verification.method().name().toLowerCase(Locale.ROOT))
                    .put("outcome", verification.passed() ? PASSED : FAILED);
            verification.photo().ifPresent(photo -> json.put("photo", photo));
        } else if (particulars instanceof Rating rating) {
            json.put("rating", rating.stars());
        } else if (particulars instanceof Into into) {
            json.put(INTO, into.principal().toString());
        } else if (particulars instanceof Taken taken) {
            json.put(EVENT, taken.event().toString());
        } else if (particulars instanceof Asked asked) {
            json.put("asked", asked.action().text());
            asked.until().ifPresent(until -> json.put("until", until.toString()));
        }
        return json;
    }

    /** Reads what {@link #of} wrote; other fields that stand beside it are passed by. */
    public static Particulars read(JsonObject json) {
        Optional<Instant> until = Optional.ofNullable(json.getString("until")).map(Instant::parse);
        if (json.containsKey("asked")) {
            return new Asked(EventAction.ofText(json.getString("asked")).orElseThrow(), until);
        }
        if (json.containsKey("card")) {
            return new Reminder(
                    Card.ofText(json.getString("card")).orElseThrow(), Optional.ofNullable(json.getString("unit")));
        }
        if (json.containsKey("method")) {
            return new Verification(
                    Method.valueOf(json.getString("method").toUpperCase(Locale.ROOT)),
                    Optional.ofNullable(json.getString("photo")),
                    json.getString("outcome").equals(PASSED));
        }
        if (json.containsKey("rating")) {
            return new Rating(json.getInteger("rating"));
        }
        if (json.containsKey(INTO)) {
            return new Into(EventNumber.parse(json.getString(INTO)).orElseThrow());
        }
        if (json.containsKey(EVENT)) {
            return new Taken(EventNumber.parse(json.getString(EVENT)).orElseThrow());
        }
        return until.isPresent() ? new Until(until.get()) : Particulars.NOTHING;
    }
}
