package io.hexdispatch.wire;

import io.hexdispatch.event.Place;
import io.hexdispatch.flow.RollCalls.Line;
import io.hexdispatch.rollcall.Attendance;
import io.hexdispatch.rollcall.Audience;
import io.hexdispatch.rollcall.RollCall;
import io.hexdispatch.rollcall.RollCallWish;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Roll calls and broadcasts, and who answered. */
public final class RollCallJson {
    private static final int KEY_LENGTH_MAX = 128;
    private static final int MESSAGE_LENGTH_MAX = 2_000;
    private static final int ANSWER_LENGTH_MAX = 500;
    private static final int LIMIT_SECONDS_MIN = 5;
    private static final int LIMIT_SECONDS_MAX = 24 * 60 * 60;
    private static final int REMIND_PERCENT_DEFAULT = 50;
    private static final int REMIND_PERCENT_MAX = 99;

    private RollCallJson() {}

    /** Reads a call that somebody wants made; empty with every fault noted. */
    public static Optional<RollCallWish> read(Fields fields) {
        Optional<String> key = fields.text("key", KEY_LENGTH_MAX);
        Optional<RollCall.Kind> kind = fields.json().getValue("kind") == null
                ? Optional.of(RollCall.Kind.ROLL_CALL)
                : choice(fields, "kind", RollCall.Kind::ofText, "roll-call, broadcast");
        Optional<RollCall.Purpose> purpose = choice(fields, "purpose", RollCall.Purpose::ofText, "drill, real");
        Optional<String> message = fields.text("message", MESSAGE_LENGTH_MAX);
        if (fields.json().getValue("limitSeconds") == null) {
            fields.fault("limitSeconds", "is missing; how long there is to answer, in seconds");
        }
        Optional<Integer> limit = fields.optionalWholeNumber("limitSeconds", LIMIT_SECONDS_MIN, LIMIT_SECONDS_MAX);
        Optional<Integer> percent = fields.optionalWholeNumber("remindAfterPercent", 0, REMIND_PERCENT_MAX);
        Optional<Audience> audience = AudienceJson.read(fields);
        fields.rejectUnknown("kind");
        if (!fields.faults().isEmpty()) {
            return Optional.empty();
        }
        boolean isBroadcast = kind.orElseThrow() == RollCall.Kind.BROADCAST;
        return Optional.of(new RollCallWish(
                key.orElseThrow(),
                kind.get(),
                purpose.orElseThrow(),
                message.orElseThrow(),
                audience.orElseThrow(),
                Duration.ofSeconds(limit.orElseThrow()),
                percent.orElse(isBroadcast ? 0 : REMIND_PERCENT_DEFAULT)));
    }

    private static <T> Optional<T> choice(
            Fields fields, String field, Function<String, Optional<T>> reader, String known) {
        return fields.text(field, 20).flatMap(text -> {
            Optional<T> found = reader.apply(text);
            if (found.isEmpty()) {
                fields.fault(field, "\"" + text + "\" is not known; right is one of " + known);
            }
            return found;
        });
    }

    /** What somebody answers. */
    public record GivenAnswer(Optional<String> text, Optional<Place> place) {}

    /** Reads an answer; what is wrong with it is noted. */
    public static GivenAnswer readAnswer(Fields fields) {
        Optional<String> text = fields.optionalText("text", ANSWER_LENGTH_MAX);
        Optional<Place> place = fields.optionalObject("location", "where you are")
                .flatMap(location -> {
                    Optional<Place> read = PlaceJson.read(location);
                    location.rejectUnknown();
                    return read;
                });
        fields.rejectUnknown();
        return new GivenAnswer(text, place);
    }

    /** A call without its audience, which may be large. */
    public static JsonObject brief(RollCall call) {
        JsonObject json = new JsonObject()
                .put("id", call.id().toString())
                .put("key", call.key())
                .put("kind", call.kind().text())
                .put("purpose", call.purpose().text())
                .put("message", call.message())
                .put("caller", HistoryJson.by(call.caller()))
                .put("state", call.state().text())
                .put("called", call.called())
                .put("leftOut", call.leftOut())
                .put("mapVersion", call.mapVersion())
                .put("calledAt", call.calledAt().toString())
                .put("answerBy", call.answerBy().toString())
                .put("reminders", call.reminders());
        call.remindAt().ifPresent(at -> json.put("remindAt", at.toString()));
        call.ending().ifPresent(end -> {
            json.put("endedAt", end.at().toString())
                    .put("cause", end.cause().text())
                    .put("endedBy", HistoryJson.by(end.by()));
            end.reason().ifPresent(reason -> json.put("reason", reason));
        });
        return json;
    }

    public static JsonObject of(RollCall call) {
        return brief(call).put("audience", AudienceJson.of(call.audience()));
    }

    public static JsonObject of(Attendance attendance) {
        JsonObject json =
                new JsonObject().put("attendance", attendance.kind().text()).put("reminders", attendance.reminders());
        attendance.deliveredAt().ifPresent(at -> json.put("deliveredAt", at.toString()));
        attendance.answer().ifPresent(answer -> {
            json.put("answeredAt", answer.at().toString());
            answer.text().ifPresent(text -> json.put("text", text));
            answer.place().ifPresent(place -> json.put("location", CaseFileJson.location(place)));
        });
        return json;
    }

    public static JsonObject of(Line line) {
        JsonObject json = new JsonObject()
                .put("ordinal", line.ordinal())
                .put("role", line.called().actor().role().text())
                .put("id", line.called().actor().id())
                .put("name", line.called().name())
                .put("level", line.called().level().text());
        line.called().county().ifPresent(code -> json.put("county", code.value()));
        line.called().township().ifPresent(code -> json.put("township", code.value()));
        return json.mergeIn(of(line.attendance()));
    }
}
