package io.hexdispatch.wire;

import io.hexdispatch.event.EventNumber;
import io.hexdispatch.flow.TransferFinding;
import io.hexdispatch.supervision.FindingKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What somebody transfers to supervision by hand, as he sends it. */
public final class FindingWishJson {
    private static final int REASON_LENGTH_MAX = 4_000;
    private static final int UNITS_MAX = 20;
    private static final int CODE_LENGTH_MAX = 128;

    private FindingWishJson() {}

    /** @return empty with every fault noted in {@code fields} */
    public static Optional<TransferFinding.Wish> read(Fields fields) {
        int before = fields.faults().size();
        Optional<String> number = fields.text("event", 40);
        Optional<EventNumber> event = number.flatMap(EventNumber::parse);
        if (number.isPresent() && event.isEmpty()) {
            fields.fault("event", "\"" + number.get() + "\" is not the number of an event, such as 20260301-0000042");
        }
        Optional<String> word = fields.text("kind", 40);
        Optional<FindingKind> kind = word.flatMap(FindingKind::ofText);
        if (word.isPresent() && kind.isEmpty()) {
            fields.fault("kind", "\"" + word.get() + "\" is no kind of finding; the kinds are " + FindingKind.texts());
        }
        Optional<String> reason = fields.text("reason", REASON_LENGTH_MAX);
        List<?> given = fields.optionalList("units", "a list of codes of units");
        List<String> units = new ArrayList<>();
        if (given.size() > UNITS_MAX) {
            fields.fault("units", "has " + given.size() + " units; at most " + UNITS_MAX + " are taken");
        } else {
            for (int i = 0; i < given.size(); i++) {
                if (given.get(i) instanceof String code && code.length() <= CODE_LENGTH_MAX) {
                    units.add(code);
                } else {
                    fields.fault("units/" + i, "is no code of a unit");
                }
            }
        }
        fields.rejectUnknown();
        return fields.faults().size() > before
                ? Optional.empty()
                : Optional.of(
                        new TransferFinding.Wish(event.orElseThrow(), kind.orElseThrow(), reason.orElseThrow(), units));
    }
}
