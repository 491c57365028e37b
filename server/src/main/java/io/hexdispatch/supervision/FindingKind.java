package io.hexdispatch.supervision;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What kind of irregularity a finding is. The definitions are what the rules decide by, word for word. */
public enum FindingKind {
    OVERDUE_ACCEPTANCE("超时未接单", "an order is not accepted by its deadline"),
    OVERDUE_DISPOSAL("超时未办结", "an event is not resolved by its deadline"),
    RETURNED_OFTEN(
            "多次退转",
            "an event's orders are returned to the centre or handed on to another unit for the third time;"
                    + " a responder who gives an order back to his own unit does not count"),
    ABNORMAL_VOIDING(
            "异常作废", "an event is voided after an order of it was accepted or after a deadline of it was missed"),
    SUSPENDED_TOO_LONG(
            "挂账超期",
            "an event is suspended, or kept suspended, beyond the end that was agreed on first in this round of work;"
                    + " or it stands still more than 1 hour past the end of its suspension"),
    DISSATISFIED_CALL_BACK("回访不满意", "a call-back comes to 1 or 2 stars, for the first time in this round of work"),
    REOPENED_OFTEN("多次重开", "an event is opened again for the second time"),
    UNVERIFIED_CLOSING(
            "未核查结案或虚假核查",
            "an event is closed without a verification that passed;"
                    + " or it is opened again within 7 days after one that did"),
    LATE_JOINT_DECISION("三跨事项超时未决", "a joint handling is not decided on in time"),
    RECURRENCE(
            "同地同类问题重复发生",
            "an event is filed within 50 metres of one of the same category that was filed at most 30 days before"
                    + " and resolved by then");

    private final String chinese;
    private final String definition;

    FindingKind(String chinese, String definition) {
        this.chinese = chinese;
        this.definition = definition;
    }

    /** The kind's name on the wire. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The commission's word for it. */
    public String chinese() {
        return chinese;
    }

    /** When there is one, by rule. */
    public String definition() {
        return definition;
    }

    public static Optional<FindingKind> ofText(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
    }

    public static String texts() {
        return Arrays.stream(values()).map(FindingKind::text).collect(Collectors.joining(", "));
    }
}
