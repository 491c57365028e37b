package io.hexdispatch.loadtests.fuzz;

import io.hexdispatch.loadtests.fuzz.RawConnection.Answer;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Sends cases one after the other and judges what comes back. For one thread. */
final class Attacker implements AutoCloseable {
    /** What the server says of a failure that it did not expect; a refusal because it is busy has words of its own. */
    private static final String UNEXPECTED = "the server could not carry this out now";

    private static final int INTERNAL_ERROR = 1011;

    private final int port;
    private final long seed;
    private final HttpInputs http;
    private final SocketInputs socket;
    private RawConnection kept;
    private String lastAnswer = "";

    Attacker(int port, long seed, HttpInputs http, SocketInputs socket) {
        this.port = port;
        this.seed = seed;
        this.http = http;
        this.socket = socket;
    }

    /** What came of a case. */
    record Outcome(int inputs, Optional<Fault> fault) {}

    /** What the last request was answered with, for whoever replays one. */
    String lastAnswer() {
        return lastAnswer;
    }

    /** The same number and seed give the same case. */
    Outcome attack(long number) {
        SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L ^ number * 0xD1B54A32D192ED03L);
        int kind = random.nextInt(100);
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        try {
            if (kind < 84) {
                return new Outcome(1, request(random, input).map(what -> new Fault(number, what, input.toByteArray())));
            }
            if (kind < 92) {
                return new Outcome(1, broken(random, input).map(what -> new Fault(number, what, input.toByteArray())));
            }
            byte[] handshake = socket.handshake(random);
            List<byte[]> frames = kind < 97 ? socket.messages(random) : socket.frames(random);
            Optional<String> what = session(handshake, frames, random, input);
            return new Outcome(frames.size(), what.map(text -> new Fault(number, text, input.toByteArray())));
        } catch (IOException | RuntimeException e) {
            return new Outcome(1, Optional.of(new Fault(number, "not understood: " + e, input.toByteArray())));
        }
    }

    private Optional<String> request(SplittableRandom random, ByteArrayOutputStream input) throws IOException {
        HttpInputs.Request request = http.request(random);
        input.writeBytes(request.bytes());
        boolean isFresh = kept == null;
        try {
            if (kept == null) {
                kept = new RawConnection(port);
            }
            kept.send(request.bytes());
            Answer answer = kept.answer(request.isHead());
            lastAnswer = answer.status() + " " + answer.headers() + "\n" + answer.body();
            if (answer.status() == 101 || answer.headers().contains("connection: close") || answer.status() == 413) {
                drop();
            }
            return judge(answer);
        } catch (EOFException | SocketException ended) {
            drop();
            // A kept connection may have been closed for what came over it before.
            return isFresh ? Optional.of("closed without an answer: " + ended) : requestAnew(request);
        } catch (SocketTimeoutException noAnswer) {
            drop();
            return Optional.of("no answer");
        } catch (IOException notUnderstood) {
            drop();
            return Optional.of("an answer that is none: " + notUnderstood.getMessage());
        }
    }

    private Optional<String> requestAnew(HttpInputs.Request again) throws IOException {
        try (RawConnection fresh = new RawConnection(port)) {
            fresh.send(again.bytes());
            return judge(fresh.answer(again.isHead()));
        } catch (EOFException | SocketException ended) {
            return Optional.of("closed without an answer: " + ended);
        } catch (SocketTimeoutException noAnswer) {
            return Optional.of("no answer");
        }
    }

    private static Optional<String> judge(Answer answer) {
        if (answer.status() < 500) {
            return Optional.empty();
        }
        boolean isBusy = answer.status() == 503
                && answer.has("retry-after")
                && !answer.body().contains(UNEXPECTED);
        return isBusy || answer.status() == 501 || answer.status() == 505
                ? Optional.empty()
                : Optional.of("answered with " + answer.status() + ": " + answer.body());
    }

    private Optional<String> broken(SplittableRandom random, ByteArrayOutputStream input) throws IOException {
        byte[] bytes = http.broken(random);
        input.writeBytes(bytes);
        try (RawConnection connection = new RawConnection(port)) {
            try {
                connection.send(bytes);
                connection.end();
            } catch (SocketException closedMeanwhile) {
                return Optional.empty();
            }
            while (true) {
                Optional<String> fault = judge(connection.answer(bytes.length > 4 && bytes[0] == 'H'));
                if (fault.isPresent()) {
                    return fault;
                }
            }
        } catch (SocketTimeoutException stillOpen) {
            return Optional.of("the connection stays open though nothing more comes");
        } catch (IOException over) {
            return Optional.empty();
        }
    }

    private Optional<String> session(
            byte[] handshake, List<byte[]> frames, SplittableRandom random, ByteArrayOutputStream input)
            throws IOException {
        input.writeBytes(handshake);
        frames.forEach(input::writeBytes);
        try (RawConnection connection = new RawConnection(port)) {
            connection.send(handshake);
            Answer answer = connection.answer(false);
            if (answer.status() != 101) {
                return answer.status() < 500 ? Optional.of("no WebSocket: " + answer) : judge(answer);
            }
            try {
                for (byte[] frame : frames) {
                    connection.send(frame);
                }
                connection.send(socket.close(random));
                connection.end();
            } catch (SocketException closedMeanwhile) {
                // It says why, below.
            }
            return read(connection.in());
        } catch (SocketTimeoutException stillOpen) {
            return Optional.of("the WebSocket stays open though nothing more comes");
        } catch (EOFException | SocketException over) {
            return Optional.empty();
        }
    }

    /** Reads frames to the end. */
    private static Optional<String> read(InputStream in) throws IOException {
        while (true) {
            int first = in.read();
            int second = in.read();
            if (first < 0 || second < 0) {
                return Optional.empty();
            }
            long length = second & 0x7f;
            if (length == 126) {
                length = in.read() << 8 | in.read();
            } else if (length == 127) {
                length = 0;
                for (int i = 0; i < 8; i++) {
                    length = length << 8 | in.read();
                }
            }
            byte[] payload = in.readNBytes((int) Math.min(length, 1 << 24));
            if ((first & 0xf) == 8) {
                int code = payload.length < 2 ? 0 : (payload[0] & 0xff) << 8 | payload[1] & 0xff;
                return code == INTERNAL_ERROR ? Optional.of("closed with 1011") : Optional.empty();
            }
            String text = new String(payload, StandardCharsets.UTF_8);
            if (text.contains(UNEXPECTED) || text.contains("\"status\":500")) {
                return Optional.of("told: " + text);
            }
        }
    }

    private void drop() {
        if (kept != null) {
            kept.close();
            kept = null;
        }
    }

    @Override
    public void close() {
        drop();
    }
}
