package io.hexdispatch.websocket;

import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Puts the frames of a client together to whole text messages, and ends the connection with the right code where they break the
 * protocol (RFC 6455, 7.4.1): Vert.x would read text that is not UTF-8 as if it were, and drop the rest without a word.
 */
final class TextMessages {
    private static final short PROTOCOL_ERROR = 1002;
    private static final short NOT_ACCEPTED = 1003;
    private static final short NOT_UTF_8 = 1007;
    private static final short TOO_LARGE = 1009;

    private final ServerWebSocket socket;
    private final int bytesMax;
    private final Consumer<String> receiver;
    private Buffer message = Buffer.buffer();

    private TextMessages(ServerWebSocket socket, int bytesMax, Consumer<String> receiver) {
        this.socket = socket;
        this.bytesMax = bytesMax;
        this.receiver = receiver;
    }

    /** @param bytesMax the largest message; a larger one ends the connection */
    static void receive(ServerWebSocket socket, int bytesMax, Consumer<String> receiver) {
        TextMessages messages = new TextMessages(socket, bytesMax, receiver);
        socket.frameHandler(messages::take);
        socket.exceptionHandler(messages::end);
    }

    private void take(WebSocketFrame frame) {
        if (frame.isBinary()) {
            close(NOT_ACCEPTED, "binary messages are not taken; send text in the JSON form of CloudEvents 1.0");
        } else if (frame.isText() || frame.isContinuation()) {
            append(frame);
        }
    }

    private void append(WebSocketFrame frame) {
        Buffer part = frame.binaryData();
        if (message.length() + part.length() > bytesMax) {
            close(TOO_LARGE, "a message is at most " + bytesMax + " bytes");
            return;
        }
        message.appendBuffer(part);
        if (!frame.isFinal()) {
            return;
        }
        byte[] whole = message.getBytes();
        message = Buffer.buffer();
        try {
            receiver.accept(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(whole))
                    .toString());
        } catch (CharacterCodingException e) {
            close(NOT_UTF_8, "the text is not UTF-8");
        }
    }

    private void end(Throwable failure) {
        if (failure instanceof CorruptedWebSocketFrameException corrupt) {
            int code = corrupt.closeStatus().code();
            close(code > 0 ? (short) code : PROTOCOL_ERROR, corrupt.getMessage());
        } else if (failure instanceof DecompressionException) {
            close(TOO_LARGE, "a message is at most " + bytesMax + " bytes, also when it is inflated");
        }
    }

    private void close(short code, String reason) {
        message = Buffer.buffer();
        if (!socket.isClosed()) {
            socket.close(code, reason);
        }
    }
}
