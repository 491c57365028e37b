package io.hexdispatch.event;

import static io.hexdispatch.event.EventStatus.CLOSED;
import static io.hexdispatch.event.EventStatus.DISPATCHED;
import static io.hexdispatch.event.EventStatus.FILED;
import static io.hexdispatch.event.EventStatus.IN_PROGRESS;
import static io.hexdispatch.event.EventStatus.MERGED;
import static io.hexdispatch.event.EventStatus.REPORTED;
import static io.hexdispatch.event.EventStatus.RESOLVED;
import static io.hexdispatch.event.EventStatus.SUSPENDED;
import static io.hexdispatch.event.EventStatus.VERIFIED;
import static io.hexdispatch.event.EventStatus.VOIDED;

import io.hexdispatch.access.Role;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What can be done with an event as a whole: the table of legal transitions, from which the code decides and the documentation and
 * the tests are made. Its other half, for orders, is {@code OrderAction}.
 */
public enum EventAction {
    FILE("file", "立案", Set.of(REPORTED), to(FILED), Approval.NEVER, Set.of(Party.SOURCE), Set.of(), Set.of()),
    DISPATCH(
            "dispatch",
            "派遣",
            EventStatus.BEING_WORKED,
            Target.FOLLOWS_ORDERS,
            Approval.NEVER,
            Set.of(Party.CENTRES),
            Set.of(Field.UNIT),
            Set.of(Field.REASON)),
    EXTEND(
            "extend",
            "延期",
            EventStatus.BEING_WORKED,
            Target.STAYS,
            Approval.FROM_THE_SECOND,
            Set.of(Party.HOLDERS, Party.CENTRES),
            Set.of(Field.REASON, Field.UNTIL),
            Set.of()),
    /** Also of a suspended event: the suspension then ends later, or sooner. */
    SUSPEND(
            "suspend",
            "挂账",
            EventStatus.OPEN_TO_REQUESTS,
            to(SUSPENDED),
            Approval.ALWAYS,
            Set.of(Party.HOLDERS, Party.CENTRES),
            Set.of(Field.REASON, Field.UNTIL),
            Set.of()),
    VOID(
            "void",
            "作废",
            EventStatus.OPEN_TO_REQUESTS,
            to(VOIDED),
            Approval.ALWAYS,
            Set.of(Party.CENTRES),
            Set.of(Field.REASON),
            Set.of()),
    /** What is approved must be named, so that nobody approves one thing and gets another. */
    APPROVE(
            "approve",
            "批准",
            EventStatus.OPEN_TO_REQUESTS,
            Target.AS_ASKED,
            Approval.NEVER,
            Set.of(Party.SECOND_CENTRE),
            Set.of(Field.ACTION),
            Set.of(Field.REASON)),
    REFUSE(
            "refuse",
            "驳回",
            EventStatus.OPEN_TO_REQUESTS,
            Target.STAYS,
            Approval.NEVER,
            Set.of(Party.CENTRES, Party.ASKER),
            Set.of(Field.ACTION, Field.REASON),
            Set.of()),
    RESUME(
            "resume",
            "恢复",
            Set.of(SUSPENDED),
            Target.FOLLOWS_ORDERS,
            Approval.NEVER,
            Set.of(Party.CENTRES, Party.CLOCK),
            Set.of(),
            Set.of(Field.REASON)),
    EXPEDITE(
            "expedite",
            "加急",
            EventStatus.BEING_WORKED,
            Target.STAYS,
            Approval.NEVER,
            Set.of(Party.CENTRES),
            Set.of(Field.REASON),
            Set.of()),
    REMIND(
            "remind",
            "督办",
            Set.of(FILED, DISPATCHED, IN_PROGRESS, RESOLVED),
            Target.STAYS,
            Approval.NEVER,
            Set.of(Party.CENTRES),
            Set.of(Field.CARD, Field.REASON),
            Set.of(Field.UNIT)),
    /** Where it fails the event stays resolved, and waits for rework or another look. */
    VERIFY(
            "verify",
            "核查",
            Set.of(RESOLVED),
            to(VERIFIED),
            Approval.NEVER,
            Set.of(Party.CENTRES),
            Set.of(Field.METHOD),
            Set.of(Field.OUTCOME, Field.PHOTO, Field.REASON)),
    REWORK(
            "rework",
            "返工",
            Set.of(RESOLVED),
            to(DISPATCHED),
            Approval.NEVER,
            Set.of(Party.CENTRES),
            Set.of(Field.REASON),
            Set.of(Field.UNIT)),
    CALL_BACK(
            "call-back",
            "回访",
            EventStatus.DONE_WITH,
            Target.STAYS,
            Approval.NEVER,
            Set.of(Party.CENTRES, Party.SOURCE),
            Set.of(Field.RATING),
            Set.of(Field.REASON)),
    /** From RESOLVED, without a verification, only with a reason. */
    CLOSE(
            "close",
            "结案",
            Set.of(RESOLVED, VERIFIED),
            to(CLOSED),
            Approval.NEVER,
            Set.of(Party.CENTRES, Party.CLOCK),
            Set.of(),
            Set.of(Field.REASON)),
    REOPEN(
            "reopen",
            "重开",
            EventStatus.DONE_WITH,
            to(DISPATCHED),
            Approval.NEVER,
            Set.of(Party.CENTRES),
            Set.of(Field.REASON),
            Set.of(Field.UNIT)),
    /** It is the same as an event filed earlier, which is worked in its place from then on. */
    MERGE(
            "merge",
            "合并",
            EventStatus.OPEN_TO_REQUESTS,
            to(MERGED),
            Approval.NEVER,
            Set.of(Party.CENTRES, Party.RULES),
            Set.of(Field.INTO, Field.REASON),
            Set.of()),
    /** It is not the same after all; also when what it was merged into is over, and it with that. */
    SEPARATE(
            "separate",
            "拆分",
            Set.of(MERGED, CLOSED, VOIDED),
            Target.FOLLOWS_ORDERS,
            Approval.NEVER,
            Set.of(Party.CENTRES),
            Set.of(Field.REASON),
            Set.of());

    /** Where an action leads. @param status empty where it depends */
    public record Target(String text, Optional<EventStatus> status) {
        static final Target STAYS = new Target("the same", Optional.empty());
        static final Target FOLLOWS_ORDERS = new Target("as its orders are", Optional.empty());
        static final Target AS_ASKED = new Target("as asked", Optional.empty());
    }

    /** Whether somebody else must agree before it takes effect. */
    public enum Approval {
        NEVER,
        /** The first by the word of a centre; asked for by anybody else, or a second time, it waits. */
        FROM_THE_SECOND,
        ALWAYS
    }

    /** Who may do it. */
    public enum Party {
        /** The source that reported the event. */
        SOURCE,
        /** The units and responders that hold an open order of it. */
        HOLDERS,
        /** The centres in whose area it lies, and the admin. */
        CENTRES,
        /** One of these who did not ask for it, and is not below the one who did. */
        SECOND_CENTRE,
        /** Whoever asked for what is pending. */
        ASKER,
        /** The server, when it is time. */
        CLOCK,
        /** The server, where the assignment rules say so. */
        RULES
    }

    /** What an action says, by the names on the wire. */
    public enum Field {
        REASON,
        UNTIL,
        CARD,
        UNIT,
        METHOD,
        PHOTO,
        OUTCOME,
        RATING,
        ACTION,
        INTO
    }

    private final String text;
    private final String chinese;
    private final Set<EventStatus> sources;
    private final Target target;
    private final Approval approval;
    private final Set<Party> parties;
    private final Set<Field> needs;
    private final Set<Field> takes;

    EventAction(
            String text,
            String chinese,
            Set<EventStatus> sources,
            Target target,
            Approval approval,
            Set<Party> parties,
            Set<Field> needs,
            Set<Field> takes) {
        this.text = text;
        this.chinese = chinese;
        this.sources = sources;
        this.target = target;
        this.approval = approval;
        this.parties = parties;
        this.needs = needs;
        this.takes = takes;
    }

    private static Target to(EventStatus status) {
        return new Target(status.name(), Optional.of(status));
    }

    /** The action's name on the wire. */
    public String text() {
        return text;
    }

    /** The operators' word for it. */
    public String chinese() {
        return chinese;
    }

    public Target target() {
        return target;
    }

    public Approval approval() {
        return approval;
    }

    public Set<Party> parties() {
        return parties;
    }

    /** What it must say. */
    public Set<Field> needs() {
        return needs;
    }

    /** What it may say besides. */
    public Set<Field> takes() {
        return takes;
    }

    public boolean isLegalFrom(EventStatus status) {
        return sources.contains(status);
    }

    /** The states from which it is legal, in the order of their names' declaration. */
    public List<EventStatus> sources() {
        return Arrays.stream(EventStatus.values()).filter(sources::contains).toList();
    }

    /** Whether a caller asks for it by its name; filing and dispatch by hand have calls of their own. */
    public boolean isByName() {
        return this != FILE && this != DISPATCH;
    }

    /** The roles that may ask for it at all; with which events is another question. */
    public Set<Role> roles() {
        EnumSet<Role> roles = EnumSet.noneOf(Role.class);
        for (Party party : parties) {
            switch (party) {
                case SOURCE -> roles.add(Role.SOURCE);
                case HOLDERS, ASKER -> roles.addAll(EnumSet.of(Role.UNIT, Role.RESPONDER));
                case CENTRES, SECOND_CENTRE -> roles.addAll(EnumSet.of(Role.CENTRE, Role.ADMIN));
                case CLOCK, RULES -> {}
            }
        }
        return roles;
    }

    /** The action that callers name so. */
    public static Optional<EventAction> ofText(String text) {
        return Arrays.stream(values())
                .filter(action -> action.isByName() && action.text.equals(text))
                .findFirst();
    }

    /** What people can do with an event in this state, as it stands on the wire. */
    public static List<String> legalFrom(EventStatus status) {
        return Arrays.stream(values())
                .filter(action -> action != FILE && action.isLegalFrom(status))
                .map(EventAction::text)
                .toList();
    }
}
