package io.hexdispatch.wire;

import io.hexdispatch.flow.WorkOrder;
import io.hexdispatch.order.OrderAction;
import java.util.Optional;

/** What somebody wants done with an order, as it comes over HTTP and WebSocket. */
public final class OrderWishJson {
    private static final int REASON_LENGTH_MAX = 1_000;
    private static final int UNIT_LENGTH_MAX = 100;

    private OrderWishJson() {}

    /** Reads the fields that the action takes, and notes every fault. */
    public static WorkOrder.Wish read(OrderAction action, Fields fields) {
        Optional<String> reason = action.needsReason()
                ? fields.text("reason", REASON_LENGTH_MAX)
                : fields.optionalText("reason", REASON_LENGTH_MAX);
        Optional<String> unit = action == OrderAction.HAND_ON ? fields.text("unit", UNIT_LENGTH_MAX) : Optional.empty();
        fields.rejectUnknown();
        return new WorkOrder.Wish(action, reason, unit);
    }
}
