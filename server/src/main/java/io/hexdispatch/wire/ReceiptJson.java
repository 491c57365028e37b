package io.hexdispatch.wire;

import io.hexdispatch.delivery.Receipt;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The JSON form of receipts: what is known of the delivery of an order to each of its recipients. */
public final class ReceiptJson {
    private ReceiptJson() {}

    public static JsonObject of(Receipt receipt) {
        JsonObject json = new JsonObject()
                .put(
                        "recipient",
                        new JsonObject()
                                .put("role", receipt.recipient().role().text())
                                .put("id", receipt.recipient().id()))
                .put("owedAt", receipt.owedAt().toString());
        receipt.sends()
                .ifPresentOrElse(
                        sends -> json.put("sends", sends.times())
                                .put("firstSentAt", sends.first().toString())
                                .put("lastSentAt", sends.last().toString()),
                        () -> json.put("sends", 0));
        receipt.acknowledgedAt().ifPresent(at -> json.put("acknowledgedAt", at.toString()));
        receipt.endedAt().ifPresent(at -> json.put("endedAt", at.toString()));
        return json;
    }

    /** Those of one order. */
    public static JsonArray of(List<Receipt> receipts, int ordinal) {
        JsonArray json = new JsonArray();
        receipts.stream().filter(receipt -> receipt.ordinal() == ordinal).forEach(receipt -> json.add(of(receipt)));
        return json;
    }
}
