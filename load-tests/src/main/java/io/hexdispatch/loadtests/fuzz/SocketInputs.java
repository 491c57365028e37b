package io.hexdispatch.loadtests.fuzz;

import io.hexdispatch.loadtests.fuzz.Documents.Message;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What a client may send over a WebSocket (RFC 6455): messages in any order, and frames that are none. */
final class SocketInputs {
    private static final int MESSAGES_MAX = 12;
    private static final List<String> ROLES = List.of("responder", "unit", "centre", "gis", "supervisor", "admin");

    private final Documents documents;
    private final Values values;
    private final Known known;
    private final Map<String, List<String>> tokens;

    SocketInputs(Documents documents, Values values, Known known, Map<String, List<String>> tokens) {
        this.documents = documents;
        this.values = values;
        this.known = known;
        this.tokens = tokens;
    }

    byte[] handshake(SplittableRandom random) {
        List<String> some = tokens.get(ROLES.get(random.nextInt(ROLES.size())));
        return ("GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
                        + (random.nextBoolean() ? "Sec-WebSocket-Protocol: cloudevents.json\r\n" : "")
                        + "Authorization: Bearer " + some.get(random.nextInt(some.size())) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Messages in frames as they should be. */
    List<byte[]> messages(SplittableRandom random) {
        List<byte[]> frames = new ArrayList<>();
        for (int count = 1 + random.nextInt(MESSAGES_MAX); count > 0; count--) {
            byte[] text = message(random).getBytes(StandardCharsets.UTF_8);
            if (random.nextInt(8) == 0) {
                text = Hostile.mutated(text, random);
            }
            if (random.nextInt(15) == 0 && text.length > 1) {
                int half = text.length / 2;
                frames.add(frame(1, false, java.util.Arrays.copyOf(text, half), random));
                frames.add(frame(9, true, new byte[] {1}, random));
                frames.add(frame(0, true, java.util.Arrays.copyOfRange(text, half, text.length), random));
            } else {
                frames.add(frame(1, true, text, random));
            }
        }
        return frames;
    }

    private String message(SplittableRandom random) {
        if (random.nextInt(25) == 0) {
            return JsonText.of(Hostile.value(random, 0));
        }
        Message message =
                documents.messages().get(random.nextInt(documents.messages().size()));
        JsonObject event = new JsonObject()
                .put("specversion", random.nextInt(40) == 0 ? Hostile.value(random, 3) : "1.0")
                .put("id", random.nextInt(20) == 0 ? Hostile.value(random, 3) : "m" + random.nextInt(100))
                .put("source", random.nextInt(40) == 0 ? Hostile.value(random, 3) : "/fuzz")
                .put("type", random.nextInt(25) == 0 ? Hostile.text(random) : message.type())
                .put("subject", random.nextInt(8) == 0 ? Hostile.value(random, 3) : subject(message, random));
        if (random.nextInt(15) > 0) {
            event.put("data", values.value(message.data(), "data", random, 1));
        }
        if (random.nextInt(20) == 0) {
            event.put(Hostile.text(random), Hostile.value(random, 2));
        }
        return JsonText.of(event);
    }

    private String subject(Message message, SplittableRandom random) {
        String name =
                message.type().contains(".order.") ? "order" : message.type().contains(".event.") ? "number" : "id";
        return known.any(name, random);
    }

    /** Frames of any kind, flags, length and mask, some of them cut off. */
    List<byte[]> frames(SplittableRandom random) {
        List<byte[]> frames = new ArrayList<>();
        for (int count = 1 + random.nextInt(6); count > 0; count--) {
            byte[] payload = message(random).getBytes(StandardCharsets.UTF_8);
            byte[] frame = frame(random.nextInt(16), random.nextBoolean(), payload, random);
            switch (random.nextInt(4)) {
                case 0 -> frame[0] |= (byte) (random.nextInt(8) << 4);
                case 1 -> frame = Hostile.mutated(frame, random);
                case 2 -> {
                    frame = frame.clone();
                    frame[1] = (byte) random.nextInt(256);
                }
                default -> {
                    // As it is, but for its kind.
                }
            }
            frames.add(frame);
        }
        return frames;
    }

    byte[] close(SplittableRandom random) {
        return frame(8, true, new byte[] {3, (byte) 0xe8}, random);
    }

    private static byte[] frame(int opcode, boolean isLast, byte[] payload, SplittableRandom random) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(payload.length + 14);
        frame.write((isLast ? 0x80 : 0) | opcode);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else if (payload.length < 65_536) {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >> shift));
            }
        }
        int mask = random.nextInt();
        for (int shift = 24; shift >= 0; shift -= 8) {
            frame.write(mask >> shift);
        }
        for (int i = 0; i < payload.length; i++) {
            frame.write(payload[i] ^ mask >> 24 - 8 * (i % 4));
        }
        return frame.toByteArray();
    }
}
