package io.hexdispatch.server;

import io.hexdispatch.access.Role;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A responder at a spot of his own, and orders for him. */
final class ClientOrders {
    private static final long WAIT_SECONDS_MAX = 60;
    private static final int LOOKS_BETWEEN_CUTS = 40;

    private final RunningServer city;
    private final double longitude;
    private final double latitude;
    private final String responder = RunningServer.unique("client");

    ClientOrders(RunningServer city, double longitude, double latitude) {
        this.city = city;
        this.longitude = longitude;
        this.latitude = latitude;
        String grid = city.get("/api/v1/locate?lon=" + longitude + "&lat=" + latitude, city.token(Role.ADMIN, "test"))
                .json()
                .getJsonArray("grids")
                .getJsonObject(0)
                .getString("code");
        city.putResponder(responder, "water-supply-410181", longitude, latitude, 100, Optional.of(grid));
    }

    String responder() {
        return responder;
    }

    /** Reports an event for which he is sent, and gives the id of the order. */
    String report() {
        JsonObject order = city.post(
                        "/api/v1/events",
                        city.token(Role.SOURCE, "grid-member"),
                        RunningServer.report(
                                "grid-member", RunningServer.unique("client"), "90009", longitude, latitude))
                .json()
                .getJsonArray("orders")
                .getJsonObject(0);
        if (!responder.equals(order.getString("responder"))) {
            throw new IllegalStateException("somebody else was sent: " + order);
        }
        return order.getString("id");
    }

    /** Waits until he has acknowledged all. @param cut cuts his connection now and then */
    void awaitAcknowledged(List<String> orders, Runnable cut) {
        List<String> open = new ArrayList<>(orders);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS_MAX);
        int looks = 0;
        while (!open.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not acknowledged: " + open);
            }
            if (++looks % LOOKS_BETWEEN_CUTS == 0) {
                cut.run();
            }
            open.removeIf(this::isAcknowledged);
        }
    }

    private boolean isAcknowledged(String order) {
        return city
                .get("/api/v1/orders/" + order, city.token(Role.ADMIN, "test"))
                .json()
                .getJsonArray("deliveries")
                .stream()
                .map(JsonObject.class::cast)
                .anyMatch(delivery ->
                        delivery.getJsonObject("recipient").getString("id").equals(responder)
                                && delivery.containsKey("acknowledgedAt"));
    }
}
