package io.hexdispatch.websocket;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionData;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtension;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtensionHandler;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtensionHandshaker;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.VertxConnection;
import java.util.HashMap;
import java.util.Map;

/**
 * Negotiates permessage-deflate (RFC 7692) with clients that offer it, for our messages always without context takeover: a compressor that is kept from
 * message to message takes a quarter of a megabyte for each client. Vert.x negotiates neither this nor how large a message may become when
 * it is inflated, and a few kilobytes can become many megabytes.
 */
public final class Compression {
    private static final String NAME = "permessage-deflate without context";
    /** What Vert.x would negotiate with; it must be told to, or it takes no compressed frames. */
    private static final String VERTX_NAME = "webSocketExtensionHandler";

    private static final String NO_CONTEXT = "server_no_context_takeover";
    private static final int LEVEL = 6;
    private static final int WINDOW_BITS = 15;
    /** The inflater must see that nothing more comes, for which it wants some room. */
    private static final int ROOM_BYTES = 1024;

    private Compression() {}

    /** Offers it on a connection, before anything came over it. */
    public static void offer(HttpConnection connection) {
        if (connection instanceof VertxConnection plain) {
            ChannelPipeline pipeline = plain.channelHandlerContext().pipeline();
            if (pipeline.get(VERTX_NAME) != null) {
                pipeline.replace(VERTX_NAME, NAME, new WebSocketServerExtensionHandler(new Handshaker()));
            }
        }
    }

    private static final class Handshaker implements WebSocketServerExtensionHandshaker {
        private final WebSocketServerExtensionHandshaker deflate = new PerMessageDeflateServerExtensionHandshaker(
                LEVEL, false, WINDOW_BITS, true, true, DispatchSocket.MESSAGE_BYTES_MAX + ROOM_BYTES);

        @Override
        public WebSocketServerExtension handshakeExtension(WebSocketExtensionData offered) {
            // A server may do without context also where it was not asked to (RFC 7692, 7.1.1.1).
            Map<String, String> parameters = new HashMap<>(offered.parameters());
            parameters.put(NO_CONTEXT, null);
            return deflate.handshakeExtension(new WebSocketExtensionData(offered.name(), parameters));
        }
    }
}
