package io.hexdispatch.http;

import io.hexdispatch.device.DeviceTable;
import io.hexdispatch.flow.Devices;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.grid.coordinate.CoordinateSystem;
import io.hexdispatch.wire.PlaceJson;
import io.hexdispatch.wire.Problem;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Takes a table of devices in as the body of a request, read as it comes: all of it, or, where anything is wrong, nothing. */
final class DeviceUpload {
    private static final long BYTES_MAX = 200_000_000;
    private static final long READ_ANSWER_MILLIS = 1_000;

    private final Devices devices;
    /** One at a time: each holds its whole table in memory. */
    private boolean isTaken;

    DeviceUpload(Devices devices) {
        this.devices = devices;
    }

    void upload(RoutingContext context) {
        if (!Answers.mediaType(context).equals("text/csv")) {
            refuse(context, Answers.unsupported(context, "text/csv"));
            return;
        }
        DeviceTable table;
        try {
            table = new DeviceTable(encoding(context), crs(context));
            if (isTaken) {
                throw new RefusedException(
                        RefusedException.Kind.BUSY,
                        "another table of devices is being taken in; send this one after it");
            }
        } catch (RefusedException refused) {
            refuse(context, Problem.of(refused));
            return;
        }
        isTaken = true;
        context.response().endHandler(answered -> isTaken = false);
        context.response().closeHandler(gone -> isTaken = false);
        read(context, part -> table.read(part.getBytes()), () -> {
            table.end();
            keep(context, table);
        });
    }

    /** Answered when the body is at its end: few clients listen while they send. */
    private static void refuse(RoutingContext context, Problem problem) {
        read(context, part -> {}, () -> Answers.problem(context, problem));
    }

    private static void read(RoutingContext context, Handler<Buffer> reader, Runnable end) {
        HttpServerRequest request = context.request();
        long[] bytes = {0};
        request.handler(part -> {
            bytes[0] += part.length();
            if (bytes[0] <= BYTES_MAX) {
                reader.handle(part);
            } else if (!context.response().ended()) {
                Answers.problem(
                        context, Problem.of(413, "the table is larger than " + BYTES_MAX + " bytes; send it in parts"));
                stop(context);
            }
        });
        request.endHandler(ended -> {
            if (bytes[0] <= BYTES_MAX) {
                end.run();
            }
        });
    }

    /** What still comes is not wanted; the client gets a moment to read why. By HTTP/2 other requests share the connection. */
    private static void stop(RoutingContext context) {
        context.request().pause();
        if (context.request().version() != HttpVersion.HTTP_2) {
            context.vertx().setTimer(READ_ANSWER_MILLIS, timer -> context.request()
                    .connection()
                    .close());
        }
    }

    private void keep(RoutingContext context, DeviceTable table) {
        if (table.faultCount() > 0) {
            Answers.problem(context, problem(table));
            return;
        }
        devices.put(table.devices())
                .onSuccess(done -> Answers.json(
                        context,
                        200,
                        new JsonObject().put("devices", table.devices().size())))
                .onFailure(failure -> Answers.failure(context, failure));
    }

    private static Problem problem(DeviceTable table) {
        return Problem.ofRows(table.faults(), table.faultCount());
    }

    private static Charset encoding(RoutingContext context) {
        String name = Parameters.text(context, "encoding").orElse("utf-8");
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "utf-8", "utf8" -> StandardCharsets.UTF_8;
            // The national standard that GBK is a part of.
            case "gbk", "gb2312", "gb18030" -> Charset.forName("GB18030");
            default -> throw Parameters.invalid("encoding", "\"" + name + "\" is none of utf-8, gbk, gb18030");
        };
    }

    private static CoordinateSystem crs(RoutingContext context) {
        return Parameters.text(context, "crs")
                .map(text -> PlaceJson.crs(text)
                        .orElseThrow(() -> Parameters.invalid(
                                "crs", "\"" + text + "\" is not known; right is one of " + PlaceJson.crsTexts())))
                .orElse(CoordinateSystem.WGS84);
    }
}
