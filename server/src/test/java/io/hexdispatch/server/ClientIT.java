package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hexdispatch.access.Role;
import io.hexdispatch.client.ClientOptions;
import io.hexdispatch.client.CommandFailedException;
import io.hexdispatch.client.DispatchClient;
import io.hexdispatch.client.Message;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The client library in Java against a server to which the way is cut again and again. */
@ExtendWith(RunningServer.Shared.class)
class ClientIT {
    private static final JsonObject NOTHING = new JsonObject();

    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<Message> heard = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void everyOrderIsHandledOnceAndAcknowledgedThoughTheConnectionBreaksAndTheHandlerFails(RunningServer city)
            throws Exception {
        ClientOrders orders = new ClientOrders(city, 113.02, 34.68);
        Set<String> failedOnce = ConcurrentHashMap.newKeySet();
        try (CuttingProxy proxy = new CuttingProxy(city.port())) {
            DispatchClient client = DispatchClient.open(
                    vertx, options(proxy, city.token(Role.RESPONDER, orders.responder())), message -> {
                        String order = message.subject().orElse("");
                        if (order.hashCode() % 3 == 0 && failedOnce.add(order)) {
                            return Future.failedFuture("not this time");
                        }
                        heard.add(message);
                        return Future.succeededFuture();
                    });
            List<String> sent = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                sent.add(orders.report());
                if (i % 5 == 4) {
                    proxy.cut();
                }
            }
            orders.awaitAcknowledged(sent, proxy::cut);

            assertThat(heard.stream()
                            .filter(message -> message.type().equals("order.dispatched"))
                            .map(message -> message.subject().orElseThrow()))
                    .containsExactlyInAnyOrderElementsOf(sent);
            client.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
            client.ended().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void anAreaIsFollowedAgainAfterABreak(RunningServer city) throws Exception {
        try (CuttingProxy proxy = new CuttingProxy(city.port())) {
            DispatchClient client =
                    DispatchClient.open(vertx, options(proxy, city.token(Role.CENTRE, "410181")), this::hear);
            client.follow("410181", false);
            awaitLastPart();
            proxy.cut();
            awaitLastPart();
            client.unfollow("410181");
            client.close();
        }
    }

    @Test
    void aCommandIsAnsweredOrRefusedOrNobodyKnows(RunningServer city) throws Exception {
        ClientOrders orders = new ClientOrders(city, 113.02, 34.71);
        try (CuttingProxy proxy = new CuttingProxy(city.port())) {
            DispatchClient client = DispatchClient.open(
                    vertx, options(proxy, city.token(Role.RESPONDER, orders.responder())), this::hear);
            String order = orders.report();
            await(message -> message.subject().filter(order::equals).isPresent());

            Message done = client.command("order.accept", order, NOTHING)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
            assertThat(done.type()).isEqualTo("command.done");
            assertThatThrownBy(() -> client.command("order.decline", order, NOTHING)
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get(20, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOfSatisfying(CommandFailedException.class, refused -> assertThat(refused.status())
                            .isEqualTo(400))
                    .hasMessageContaining("/data/reason");
            client.close();
        }
    }

    @Test
    void aTokenThatIsRefusedIsNotTriedForEver(RunningServer city) throws Exception {
        try (CuttingProxy proxy = new CuttingProxy(city.port())) {
            DispatchClient client = DispatchClient.open(vertx, options(proxy, "nonsense"), this::hear);
            assertThatThrownBy(() -> client.ended()
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get(20, TimeUnit.SECONDS))
                    .hasMessageContaining("401");
        }
    }

    private static ClientOptions options(CuttingProxy proxy, String token) {
        return ClientOptions.of(URI.create("http://127.0.0.1:" + proxy.port()), token)
                .withPauses(Duration.ofMillis(20), Duration.ofMillis(200));
    }

    private Future<?> hear(Message message) {
        heard.add(message);
        return Future.succeededFuture();
    }

    private void awaitLastPart() throws InterruptedException {
        await(message ->
                message.type().equals("area.snapshot") && message.data().getBoolean("last"));
    }

    private Message await(java.util.function.Predicate<Message> wanted) throws InterruptedException {
        while (true) {
            Message message = heard.poll(20, TimeUnit.SECONDS);
            assertThat(message).as("the message that is waited for").isNotNull();
            if (wanted.test(message)) {
                return message;
            }
        }
    }
}
