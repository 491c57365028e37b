package io.hexdispatch.wire;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.flow.DeliberateJointly.DecisionWish;
import io.hexdispatch.jointhandling.Grounds;
import io.hexdispatch.jointhandling.JointHandling;
import io.hexdispatch.jointhandling.OpenWish;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What those who take part in a joint handling send. */
public final class JointWishJson {
    /** Of an opinion, a decision or a reason, in characters. */
    public static final int TEXT_LENGTH_MAX = 2_000;

    private static final int CODE_LENGTH_MAX = 64;

    private JointWishJson() {}

    /** Reads {@code grounds}, {@code units}, {@code centres} and {@code text}, each of which may be left out; faults are noted. */
    public static OpenWish open(Fields fields) {
        Set<Grounds> grounds = EnumSet.noneOf(Grounds.class);
        for (String text : texts(fields, "grounds")) {
            Grounds.ofText(text)
                    .ifPresentOrElse(
                            grounds::add,
                            () -> fields.fault(
                                    "grounds", "\"" + text + "\" is not known; right is one of " + Grounds.texts()));
        }
        List<Actor> parties = parties(fields);
        return new OpenWish(grounds, parties, fields.optionalText("text", TEXT_LENGTH_MAX));
    }

    /** Reads {@code units} and {@code centres}; faults are noted, also that there are none. */
    public static List<Actor> invited(Fields fields) {
        List<Actor> parties = parties(fields);
        if (parties.isEmpty() && fields.faults().isEmpty()) {
            fields.fault("units", "is missing, and so is /centres; the codes of those to be invited");
        }
        return parties;
    }

    private static List<Actor> parties(Fields fields) {
        List<Actor> parties = new ArrayList<>();
        texts(fields, "centres").forEach(code -> parties.add(new Actor(Role.CENTRE, code)));
        texts(fields, "units").forEach(code -> parties.add(new Actor(Role.UNIT, code)));
        return parties;
    }

    /** Reads {@code lead}, {@code coHandling} and {@code text}; empty where one is not right, with the fault noted. */
    public static Optional<DecisionWish> decision(Fields fields) {
        Optional<String> lead = fields.text("lead", CODE_LENGTH_MAX);
        List<String> coHandling = texts(fields, "coHandling");
        Optional<String> text = fields.text("text", TEXT_LENGTH_MAX);
        if (lead.filter(coHandling::contains).isPresent()) {
            fields.fault("coHandling", "holds \"" + lead.get() + "\", which leads; a unit does one of the two");
        }
        fields.rejectUnknown();
        return fields.faults().isEmpty()
                ? Optional.of(new DecisionWish(lead.orElseThrow(), coHandling, text.orElseThrow()))
                : Optional.empty();
    }

    /** The codes of a list that may be left out, each once. */
    private static List<String> texts(Fields fields, String field) {
        Set<String> texts = new LinkedHashSet<>();
        List<?> items = fields.optionalList(field, "a list of codes");
        if (items.size() > JointHandling.PARTIES_MAX) {
            fields.fault(
                    field, "has " + items.size() + " elements; at most " + JointHandling.PARTIES_MAX + " are taken");
            return List.of();
        }
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof String text
                    && !text.isBlank()
                    && text.length() <= CODE_LENGTH_MAX
                    && text.chars().allMatch(c -> c > ' ' && c < 127)) {
                texts.add(text);
            } else {
                fields.fault(
                        field + "/" + i,
                        "is no code, which is a text of 1 to " + CODE_LENGTH_MAX + " ASCII characters");
            }
        }
        return List.copyOf(texts);
    }
}
