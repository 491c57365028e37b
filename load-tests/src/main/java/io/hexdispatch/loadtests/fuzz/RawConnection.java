package io.hexdispatch.loadtests.fuzz;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A connection over which any bytes can be sent, as no client of HTTP would. Blocks. */
final class RawConnection implements AutoCloseable {
    private static final int WAIT_MILLIS_MAX = 20_000;
    private static final int LINE_MAX = 64 * 1024;

    /** @param headers in lower case, each as it came */
    record Answer(int status, List<String> headers, String body) {
        boolean has(String header) {
            return headers.stream().anyMatch(line -> line.startsWith(header + ":"));
        }
    }

    private final Socket socket;
    private final InputStream in;

    RawConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(WAIT_MILLIS_MAX);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** Says that nothing more comes. */
    void end() throws IOException {
        socket.shutdownOutput();
    }

    InputStream in() {
        return in;
    }

    /** The next answer, without those that only say to go on. @throws EOFException where none comes any more */
    Answer answer(boolean isHead) throws IOException {
        while (true) {
            String first = line();
            String[] words = first.split(" ", 3);
            if (words.length < 2 || !words[0].startsWith("HTTP/1.")) {
                throw new IOException("this is no answer: " + first);
            }
            int status = Integer.parseInt(words[1]);
            List<String> headers = new ArrayList<>();
            for (String header = line(); !header.isEmpty(); header = line()) {
                headers.add(header.toLowerCase(Locale.ROOT));
            }
            if (status == 100) {
                continue;
            }
            boolean hasBody = !isHead && status >= 200 && status != 204 && status != 304;
            return new Answer(status, headers, hasBody ? body(headers) : "");
        }
    }

    private String body(List<String> headers) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (headers.contains("transfer-encoding: chunked")) {
            for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
                body.write(in.readNBytes(size));
                line();
            }
            line();
        } else {
            int length = headers.stream()
                    .filter(line -> line.startsWith("content-length:"))
                    .mapToInt(line -> Integer.parseInt(
                            line.substring("content-length:".length()).strip()))
                    .findFirst()
                    .orElse(-1);
            body.write(length < 0 ? in.readAllBytes() : in.readNBytes(length));
        }
        return body.toString(StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended");
            }
            if (line.length() > LINE_MAX) {
                throw new IOException("a line without end");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // Then it is closed.
        }
    }
}
