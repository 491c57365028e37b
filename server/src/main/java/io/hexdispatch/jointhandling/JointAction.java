package io.hexdispatch.jointhandling;

import static io.hexdispatch.jointhandling.JointStatus.DECIDED;
import static io.hexdispatch.jointhandling.JointStatus.OPEN;
import static io.hexdispatch.jointhandling.JointStatus.PROPOSED;
import static io.hexdispatch.jointhandling.JointStatus.WITHDRAWN;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What can be done with a joint handling, from which states, and to which it leads: the table of legal transitions. */
public enum JointAction {
    /** Also where there is none yet. */
    OPEN_IT("open", "发起", OPEN, EnumSet.of(PROPOSED, WITHDRAWN)),
    INVITE("invite", "邀请", OPEN, EnumSet.of(OPEN)),
    OPINION("opinion", "意见", OPEN, EnumSet.of(OPEN)),
    DECIDE("decide", "决定", DECIDED, EnumSet.of(OPEN)),
    WITHDRAW("withdraw", "撤回", WITHDRAWN, EnumSet.of(PROPOSED, OPEN));

    /** The words for what a rule and the clock do. */
    public static final String PROPOSE = "propose";

    public static final String OVERDUE = "overdue";

    private final String text;
    private final String chinese;
    private final JointStatus target;
    private final Set<JointStatus> sources;

    JointAction(String text, String chinese, JointStatus target, Set<JointStatus> sources) {
        this.text = text;
        this.chinese = chinese;
        this.target = target;
        this.sources = sources;
    }

    /** The action's name on the wire. */
    public String text() {
        return text;
    }

    /** The operators' word for it. */
    public String chinese() {
        return chinese;
    }

    public JointStatus target() {
        return target;
    }

    public boolean isLegalFrom(JointStatus status) {
        return sources.contains(status);
    }

    /** The actions that are legal from a state, as they stand on the wire. */
    public static List<String> legalFrom(JointStatus status) {
        return Arrays.stream(values())
                .filter(action -> action.isLegalFrom(status))
                .map(JointAction::text)
                .toList();
    }
}
