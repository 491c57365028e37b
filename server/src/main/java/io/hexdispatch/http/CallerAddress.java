package io.hexdispatch.http;

import io.hexdispatch.limit.Address;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Set;

/** From where a request comes: the other end of its connection, or, where that is a proxy of ours, whom the proxy names. */
final class CallerAddress {
    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private final Set<String> trustedProxies;

    /** @param trustedProxies their addresses; what anybody else says of whom he speaks for is not believed */
    CallerAddress(Set<String> trustedProxies) {
        this.trustedProxies = Set.copyOf(trustedProxies);
    }

    /** As limits count it. */
    String of(HttpServerRequest request) {
        String peer = request.remoteAddress().hostAddress();
        if (peer == null) {
            return "unknown";
        }
        if (!trustedProxies.isEmpty() && trustedProxies.contains(Address.counted(peer))) {
            List<String> headers = request.headers().getAll(FORWARDED_FOR);
            // Each proxy adds at the end whom it heard; what stands before the first that is none of ours may be
            // invented.
            String[] named = String.join(",", headers).split(",");
            for (int i = named.length - 1; i >= 0; i--) {
                String address = Address.counted(named[i].strip());
                if (!address.isEmpty() && !trustedProxies.contains(address)) {
                    return address;
                }
            }
        }
        return Address.counted(peer);
    }
}
