package io.hexdispatch.assignment;

import io.hexdispatch.order.CaseFile.NewOrder;
import java.util.List;

/** Who is to handle an event: the orders to send, none where a person has to decide, and why. */
public record Assignment(List<NewOrder> orders, Explanation explanation) {
    public Assignment {
        orders = List.copyOf(orders);
    }

    public Assignment explainedBy(Explanation other) {
        return new Assignment(orders, other);
    }
}
