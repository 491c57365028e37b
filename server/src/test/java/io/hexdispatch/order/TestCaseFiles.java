package io.hexdispatch.order;

import static io.hexdispatch.event.TestReports.GONGYI;
import static io.hexdispatch.event.TestReports.NOW;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.event.Course;
import io.hexdispatch.event.Event;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.EventStatus;
import io.hexdispatch.event.TestReports;
import io.hexdispatch.order.CaseFile.NewOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Case files for tests: a gas leak in Gongyi, with orders to the units gas, police and water. */
public final class TestCaseFiles {
    public static final EventNumber NUMBER = EventNumber.of(NOW, 42);
    public static final Actor CENTRE = new Actor(Role.CENTRE, "410181");
    public static final Actor CITY = new Actor(Role.CENTRE, "410100");
    public static final Actor STREET = new Actor(Role.CENTRE, "410181001");
    public static final Actor GAS = new Actor(Role.UNIT, "gas");
    public static final Actor GAS_1 = new Actor(Role.RESPONDER, "gas-1");

    private TestCaseFiles() {}

    public static CaseFile reported() {
        return CaseFile.reported(NUMBER, TestReports.of("90003"), GONGYI);
    }

    /** Filed with the orders at once, or with none of them in the queue. */
    public static CaseFile filed(NewOrder... orders) {
        return reported()
                .file(
                        Arrays.asList(orders),
                        orders.length == 0 ? Optional.of("no unit is competent") : Optional.empty(),
                        NOW)
                .after();
    }

    /** An order to a unit, and to its responder of the same name with {@code -1}. */
    public static NewOrder lead(String unit) {
        return new NewOrder(
                OrderRole.LEAD, unit, Optional.of(unit + "-1"), Optional.empty(), Optional.of("the nearest"));
    }

    public static NewOrder coHandling(String unit) {
        return new NewOrder(
                OrderRole.CO_HANDLING, unit, Optional.of(unit + "-1"), Optional.empty(), Optional.of("the nearest"));
    }

    /** A case file in the states given, whether anything leads there or not; the first order is to gas, the next to police. */
    public static CaseFile inState(EventStatus event, OrderStatus... orders) {
        return inState(event, Course.NONE, orders);
    }

    public static CaseFile inState(EventStatus event, Course course, OrderStatus... orders) {
        List<Order> list = new ArrayList<>();
        for (OrderStatus status : orders) {
            String unit = list.isEmpty() ? "gas" : "police";
            list.add(new Order(
                    list.size() + 1,
                    list.isEmpty() ? OrderRole.LEAD : OrderRole.CO_HANDLING,
                    unit,
                    Optional.of(unit + "-1"),
                    Optional.empty(),
                    Optional.empty(),
                    status,
                    NOW,
                    Optional.empty()));
        }
        return new CaseFile(
                new Event(NUMBER, TestReports.of("90003"), GONGYI, event, NOW, Optional.empty(), course), list);
    }
}
