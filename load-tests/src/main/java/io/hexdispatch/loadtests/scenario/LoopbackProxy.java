package io.hexdispatch.loadtests.scenario;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Stands between clients and a server on loopback, and is a bad network at will: slow, cutting connections off, or silent, where neither
 * side learns that the other is gone. For one event loop.
 */
final class LoopbackProxy {
    private final Vertx vertx;
    private final URI server;
    private final NetServer listener;
    private final NetClient client;
    private final SplittableRandom random;
    private final List<Line> lines = new ArrayList<>();
    private int delayMillisMax;

    private static final class Line {
        private final NetSocket near;
        private final NetSocket far;
        private boolean isSilent;

        private Line(NetSocket near, NetSocket far) {
            this.near = near;
            this.far = far;
        }

        private void cut() {
            near.close();
            far.close();
        }
    }

    LoopbackProxy(Vertx vertx, URI server, long seed) {
        this.vertx = vertx;
        this.server = server;
        this.random = new SplittableRandom(seed);
        this.client = vertx.createNetClient();
        this.listener = vertx.createNetServer().connectHandler(this::accept);
    }

    /** Gives the address to connect to. */
    Future<URI> listen() {
        return listener.listen(0, "127.0.0.1").map(done -> URI.create("http://127.0.0.1:" + listener.actualPort()));
    }

    private void accept(NetSocket near) {
        near.pause();
        client.connect(server.getPort(), server.getHost())
                .onSuccess(far -> {
                    Line line = new Line(near, far);
                    lines.add(line);
                    pass(line, near, far);
                    pass(line, far, near);
                    near.resume();
                })
                .onFailure(notThere -> near.close());
    }

    /** The order of what is passed stays, whatever the delays: each waits for the one before. */
    private void pass(Line line, NetSocket from, NetSocket to) {
        List<Future<Void>> last = new ArrayList<>(List.of(Future.succeededFuture()));
        from.handler(part -> {
            if (!line.isSilent) {
                Future<Void> delay =
                        delayMillisMax == 0 ? Future.succeededFuture() : sleep(random.nextInt(delayMillisMax));
                last.set(0, Future.join(last.get(0), delay).transform(done -> write(line, to, part)));
            }
        });
        from.exceptionHandler(broken -> {});
        from.closeHandler(closed -> {
            lines.remove(line);
            if (!line.isSilent) {
                last.get(0).onComplete(done -> to.close());
            }
        });
    }

    private static Future<Void> write(Line line, NetSocket to, Buffer part) {
        if (!line.isSilent) {
            to.write(part);
        }
        return Future.succeededFuture();
    }

    private Future<Void> sleep(int millis) {
        return vertx.timer(Math.max(1, millis)).mapEmpty();
    }

    /** Delays every part by up to so long; 0 for not at all. */
    void delay(int millisMax) {
        delayMillisMax = millisMax;
    }

    /** Cuts some of the connections off, chosen by chance. */
    int cut(double share) {
        List<Line> chosen =
                lines.stream().filter(line -> random.nextDouble() < share).toList();
        chosen.forEach(Line::cut);
        return chosen.size();
    }

    /** Has all connections of this moment go silent: nothing passes any more, and nobody is told. New ones work. */
    int silence() {
        lines.forEach(line -> line.isSilent = true);
        return lines.size();
    }

    /** Ends those that are silent. */
    void endSilent() {
        List.copyOf(lines).stream().filter(line -> line.isSilent).forEach(Line::cut);
    }
}
