package io.hexdispatch.http;

import static io.vertx.core.http.HttpMethod.GET;

import io.hexdispatch.access.Role;
import io.hexdispatch.flow.Deliveries.Undelivered;
import io.hexdispatch.flow.ReadReceipts;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.OrderId;
import io.hexdispatch.wire.CaseFileJson;
import io.hexdispatch.wire.ReceiptJson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether orders reached those they are for: of one order, and those that did not yet. */
public final class DeliveryRoutes {
    private static final int LIMIT_MAX = 500;
    private static final int LIMIT_DEFAULT = 50;
    private static final int SINCE_SECONDS_MAX = 366 * 24 * 3_600;
    private static final Set<Role> WATCHERS = EnumSet.of(Role.CENTRE, Role.SUPERVISOR, Role.ADMIN);

    private final ReadReceipts readReceipts;
    private final CaseFileJson caseFileJson;

    public DeliveryRoutes(ReadReceipts readReceipts, CaseFileJson caseFileJson) {
        this.readReceipts = readReceipts;
        this.caseFileJson = caseFileJson;
    }

    public void mount(HttpApi api) {
        api.allow(GET, "/api/v1/orders/undelivered", WATCHERS, this::undelivered);
        api.allow(GET, "/api/v1/orders/:id", HttpApi.allBut(Role.GIS), this::one);
    }

    private void one(RoutingContext context) {
        Optional<OrderId> id = OrderRoutes.id(context);
        if (id.isEmpty()) {
            return;
        }
        readReceipts
                .ofOrder(Answers.actor(context), id.get())
                .onSuccess(tracked -> {
                    CaseFile caseFile = tracked.dossier().caseFile();
                    int ordinal = id.get().ordinal();
                    Answers.json(
                            context,
                            200,
                            caseFileJson
                                    .of(caseFile, caseFile.order(ordinal).orElseThrow())
                                    .put("deliveries", ReceiptJson.of(tracked.receipts(), ordinal))
                                    .put("event", caseFileJson.event(caseFile.event())));
                })
                .onFailure(failure -> Answers.failure(context, failure));
    }

    private void undelivered(RoutingContext context) {
        try {
            Parameters.only(context, "area", "since", "after", "limit");
            Optional<OrderId> after = Parameters.text(context, "after").map(text -> OrderId.parse(text)
                    .orElseThrow(() -> Parameters.invalid("after", "\"" + text + "\" is not the id of an order")));
            int since = Parameters.wholeNumber(context, "since", 0, SINCE_SECONDS_MAX)
                    .orElse(0);
            int limit = Parameters.wholeNumber(context, "limit", 1, LIMIT_MAX).orElse(LIMIT_DEFAULT);
            readReceipts
                    .undelivered(
                            Answers.actor(context),
                            Parameters.text(context, "area"),
                            Duration.ofSeconds(since),
                            after,
                            limit)
                    .onSuccess(found -> Answers.json(context, 200, page(context, found, limit)))
                    .onFailure(failure -> Answers.failure(context, failure));
        } catch (RefusedException refused) {
            Answers.failure(context, refused);
        }
    }

    private JsonObject page(RoutingContext context, List<Undelivered> found, int limit) {
        JsonArray list = new JsonArray();
        for (Undelivered one : found) {
            one.caseFile()
                    .order(one.receipt().ordinal())
                    .ifPresent(order -> list.add(new JsonObject()
                            .put(
                                    "order",
                                    caseFileJson
                                            .of(one.caseFile(), order)
                                            .put(
                                                    "event",
                                                    caseFileJson.event(
                                                            one.caseFile().event())))
                            .put("delivery", ReceiptJson.of(one.receipt()))));
        }
        JsonObject page = new JsonObject().put("undelivered", list);
        if (found.size() >= limit) {
            Undelivered last = found.get(found.size() - 1);
            page.put(
                    "next",
                    Parameters.nextPage(
                            context,
                            "after",
                            new OrderId(
                                            last.caseFile().event().number(),
                                            last.receipt().ordinal())
                                    .toString()));
        }
        return page;
    }
}
