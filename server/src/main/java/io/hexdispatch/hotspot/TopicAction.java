package io.hexdispatch.hotspot;

import static io.hexdispatch.hotspot.TopicStatus.ACCEPTED;
import static io.hexdispatch.hotspot.TopicStatus.CLOSED;
import static io.hexdispatch.hotspot.TopicStatus.DISMISSED;
import static io.hexdispatch.hotspot.TopicStatus.PROPOSED;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What can be done with a topic: from which states, where it leads, and what it must say. */
public enum TopicAction {
    ACCEPT(Set.of(PROPOSED), Optional.of(ACCEPTED), Says.MAYBE_NOTE),
    DISMISS(Set.of(PROPOSED), Optional.of(DISMISSED), Says.NOTE),
    /** 整治措施: something was done against the problem. */
    MEASURE(Set.of(ACCEPTED), Optional.empty(), Says.NOTE),
    /** An event belongs to it that does not fit the rule. */
    INCLUDE(Set.of(PROPOSED, ACCEPTED), Optional.empty(), Says.EVENT),
    /** An event does not belong to it that fits the rule. */
    EXCLUDE(Set.of(PROPOSED, ACCEPTED), Optional.empty(), Says.EVENT),
    CLOSE(Set.of(ACCEPTED), Optional.of(CLOSED), Says.NOTE),
    REOPEN(Set.of(CLOSED), Optional.of(ACCEPTED), Says.NOTE);

    /** What goes with an action. */
    public enum Says {
        NOTE,
        MAYBE_NOTE,
        /** The number of an event, and maybe a note. */
        EVENT
    }

    private final Set<TopicStatus> sources;
    private final Optional<TopicStatus> target;
    private final Says says;

    TopicAction(Set<TopicStatus> sources, Optional<TopicStatus> target, Says says) {
        this.sources = sources;
        this.target = target;
        this.says = says;
    }

    /** The action's name on the wire. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isLegalFrom(TopicStatus status) {
        return sources.contains(status);
    }

    /** The state after it; empty where it stays as it is. */
    public Optional<TopicStatus> target() {
        return target;
    }

    public Says says() {
        return says;
    }

    /** The actions that are legal from a state, by their names on the wire. */
    public static List<String> legalFrom(TopicStatus status) {
        return Arrays.stream(values())
                .filter(action -> action.isLegalFrom(status))
                .map(TopicAction::text)
                .toList();
    }
}
