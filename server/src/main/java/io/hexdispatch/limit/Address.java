package io.hexdispatch.limit;

import java.util.Locale;

/** Where somebody comes from, as limits count it. */
public final class Address {
    private static final int NETWORK_GROUPS = 4;

    private Address() {}

    /**
     * An IPv4 address as it is. Of an IPv6 address the first 64 bits: whoever has a network has all addresses in it, and would otherwise be
     * as many callers as he likes.
     *
     * @param text an address in any of its forms; what is none is given back
     */
    public static String counted(String text) {
        int zone = text.indexOf('%');
        String address = zone < 0 ? text : text.substring(0, zone);
        if (address.indexOf(':') < 0) {
            return address;
        }
        int lastColon = address.lastIndexOf(':');
        if (address.indexOf('.') > lastColon) {
            // ::ffff:192.0.2.1 is the IPv4 address at its end (RFC 4291, 2.5.5.2).
            return address.substring(lastColon + 1);
        }
        String[] halves = address.split("::", 2);
        String[] head = halves[0].isEmpty() ? new String[0] : halves[0].split(":");
        String[] tail = halves.length < 2 || halves[1].isEmpty() ? new String[0] : halves[1].split(":");
        StringBuilder network = new StringBuilder();
        for (int group = 0; group < NETWORK_GROUPS; group++) {
            int inTail = group - (8 - tail.length);
            String digits = group < head.length ? head[group] : inTail >= 0 ? tail[inTail] : "0";
            String shortened = digits.replaceFirst("^0+(?=.)", "");
            network.append(shortened.toLowerCase(Locale.ROOT)).append(':');
        }
        return network + ":/64";
    }
}
