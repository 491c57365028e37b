package io.hexdispatch.wire;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Grant;
import io.hexdispatch.access.Revocation;
import io.hexdispatch.access.Revocation.AllOf;
import io.hexdispatch.access.Revocation.OneToken;
import io.hexdispatch.access.Role;
import io.hexdispatch.flow.TokenRegister.Entry;
import io.hexdispatch.flow.TokenRegister.Issue;
import io.hexdispatch.flow.TokenRegister.Listed;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The JSON form of what tokens say, of the wish for one, and of revocations. */
public final class TokenJson {
    private static final int HOLDER_LENGTH_MAX = 128;
    private static final int NOTE_LENGTH_MAX = 200;
    private static final int REASON_LENGTH_MAX = 1_000;
    private static final int DAYS_DEFAULT = 30;
    private static final int SECONDS_MAX = 86_400;

    private TokenJson() {}

    /** A token that somebody wants issued. */
    public record Wish(Role role, Optional<String> holder, Duration validFor, Optional<String> note) {}

    /** What somebody wants revoked. */
    public record RevocationWish(Revocation.Subject subject, String reason) {}

    /** Empty where something is wrong, with every fault noted. */
    public static Optional<Wish> wish(Fields fields) {
        Optional<Role> role = role(fields);
        Optional<String> holder = fields.optionalText("for", HOLDER_LENGTH_MAX);
        Optional<Integer> days = fields.optionalWholeNumber("days", 1, (int) Grant.VALID_MAX.toDays());
        Optional<Integer> seconds = fields.optionalWholeNumber("seconds", 1, SECONDS_MAX);
        Optional<String> note = fields.optionalText("note", NOTE_LENGTH_MAX);
        if (days.isPresent() && seconds.isPresent()) {
            fields.fault("seconds", "is given beside days; one of them is right");
        }
        fields.rejectUnknown();
        if (!fields.faults().isEmpty()) {
            return Optional.empty();
        }
        Duration validFor =
                seconds.map(Duration::ofSeconds).orElseGet(() -> Duration.ofDays(days.orElse(DAYS_DEFAULT)));
        return Optional.of(new Wish(role.orElseThrow(), holder, validFor, note));
    }

    /** Empty where something is wrong, with every fault noted. @param now before which all tokens are meant where no time is given */
    public static Optional<RevocationWish> revocation(Fields fields, Instant now) {
        Optional<String> id = fields.optionalText("id", HOLDER_LENGTH_MAX);
        Optional<String> reason = fields.text("reason", REASON_LENGTH_MAX);
        boolean isForOne = fields.json().getValue("id") != null;
        Optional<Revocation.Subject> subject;
        if (isForOne) {
            for (String other : new String[] {"role", "for", "issuedBefore"}) {
                if (fields.json().getValue(other) != null) {
                    fields.fault(other, "is given beside id; a single token is named by its id alone");
                }
            }
            if (id.filter(text -> text.indexOf('.') >= 0).isPresent()) {
                fields.fault(
                        "id", "is not the id of a token; the id is the claim jti of the token, and the list shows it");
            }
            subject = id.map(OneToken::new);
        } else {
            Optional<Role> role = role(fields);
            Optional<String> holder = fields.optionalText("for", HOLDER_LENGTH_MAX);
            if (role.filter(Role::isForSomebody).isPresent() && fields.json().getValue("for") == null) {
                fields.fault(
                        "for", "is missing; whose tokens of role " + role.get().text() + " are meant?");
            }
            Instant before = fields.optionalTime("issuedBefore").orElse(now);
            subject = role.map(known -> new AllOf(new Actor(known, holder.orElseGet(known::text)), before));
        }
        fields.rejectUnknown("id", "role", "for", "issuedBefore");
        return fields.faults().isEmpty()
                ? Optional.of(new RevocationWish(subject.orElseThrow(), reason.orElseThrow()))
                : Optional.empty();
    }

    private static Optional<Role> role(Fields fields) {
        return fields.text("role", 20).flatMap(text -> {
            Optional<Role> found = Role.ofText(text);
            if (found.isEmpty()) {
                fields.fault("role", "\"" + text + "\" is not known; right is one of " + Role.texts());
            }
            return found;
        });
    }

    public static JsonObject of(Issue issue) {
        JsonObject json = new JsonObject()
                .put("id", issue.grant().id().orElseThrow())
                .put("holder", HistoryJson.by(issue.grant().actor()))
                .put("issuedAt", issue.grant().issuedAt().toString())
                .put("expiresAt", issue.grant().expiresAt().toString())
                .put("issuedBy", HistoryJson.by(issue.by()));
        issue.note().ifPresent(note -> json.put("note", note));
        return json;
    }

    public static JsonObject of(Listed listed) {
        JsonObject json = of(listed.issue());
        listed.revocation().ifPresent(revocation -> json.put("revoked", of(revocation)));
        return json;
    }

    public static JsonObject of(Entry entry) {
        return of(entry.revocation()).put("number", entry.seq());
    }

    private static JsonObject of(Revocation revocation) {
        JsonObject json = new JsonObject();
        if (revocation.subject() instanceof OneToken one) {
            json.put("id", one.id());
        } else if (revocation.subject() instanceof AllOf all) {
            json.put("holder", HistoryJson.by(all.actor()))
                    .put("issuedBefore", all.issuedBefore().toString());
        }
        return json.put("reason", revocation.reason())
                .put("by", HistoryJson.by(revocation.by()))
                .put("at", revocation.at().toString());
    }
}
