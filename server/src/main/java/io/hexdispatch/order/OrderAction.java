package io.hexdispatch.order;

import static io.hexdispatch.order.OrderStatus.ACCEPTED;
import static io.hexdispatch.order.OrderStatus.DISPATCHED;
import static io.hexdispatch.order.OrderStatus.ON_SCENE;
import static io.hexdispatch.order.OrderStatus.RETURNED;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What can be done with an order, from which states, and to which it leads: the table of legal transitions for orders. */
public enum OrderAction {
    ACCEPT("accept", "接单", ACCEPTED, EnumSet.of(DISPATCHED)),
    ARRIVE("arrive", "到场", ON_SCENE, EnumSet.of(ACCEPTED)),
    /** Also straight from ACCEPTED: a desk has no scene. */
    COMPLETE("complete", "办结", OrderStatus.DONE, EnumSet.of(ACCEPTED, ON_SCENE)),
    DECLINE("decline", "回退", RETURNED, EnumSet.of(DISPATCHED, ACCEPTED, ON_SCENE)),
    HAND_ON("hand-on", "改派", OrderStatus.HANDED_ON, EnumSet.of(DISPATCHED, ACCEPTED, ON_SCENE)),
    /** The centre takes it back, or decides that nobody need take the place of a returned one. */
    CANCEL("cancel", "撤销", OrderStatus.CANCELLED, EnumSet.of(DISPATCHED, ACCEPTED, ON_SCENE, RETURNED));

    private final String text;
    private final String chinese;
    private final OrderStatus target;
    private final Set<OrderStatus> sources;

    OrderAction(String text, String chinese, OrderStatus target, Set<OrderStatus> sources) {
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

    public OrderStatus target() {
        return target;
    }

    public boolean isLegalFrom(OrderStatus status) {
        return sources.contains(status);
    }

    public boolean needsReason() {
        return this == DECLINE || this == HAND_ON || this == CANCEL;
    }

    /** Whether only a centre may do it, and not whoever holds the order. */
    public boolean isForCentres() {
        return this == CANCEL;
    }

    public static Optional<OrderAction> ofText(String text) {
        return Arrays.stream(values())
                .filter(action -> action.text.equals(text))
                .findFirst();
    }

    /** The actions that are legal from a state, as they stand on the wire. */
    public static List<String> legalFrom(OrderStatus status) {
        return Arrays.stream(values())
                .filter(action -> action.isLegalFrom(status))
                .map(OrderAction::text)
                .toList();
    }
}
