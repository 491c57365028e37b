package io.hexdispatch.server;

import io.hexdispatch.limit.Address;
import io.hexdispatch.source.RateLimit;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options by which a server is closed to strangers. */
final class ProtectionOptions {
    /** What somebody may send at once after a pause, in seconds of his rate. */
    private static final int BURST_SECONDS = 5;

    private static final int RATE_MAX = RateLimit.MAX / BURST_SECONDS;
    private static final int CONNECTIONS_MAX = 1_000_000;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--tls-certificate",
            paramLabel = "FILE",
            description =
                    "Speak TLS: the certificate and those that signed it, PEM. Read anew within a minute of a change")
    private Path tlsCertificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "The certificate's key, PEM (PKCS #8)")
    private Path tlsKey;

    @Option(
            names = "--allowed-origins",
            paramLabel = "ORIGIN",
            split = ",",
            description = "Web pages beside the server's own that may use it from a browser, such as"
                    + " https://map.example.org; several with commas. Default: none")
    private List<String> allowedOrigins = List.of();

    @Option(
            names = "--trusted-proxies",
            paramLabel = "ADDRESS",
            split = ",",
            description = "Proxies whose X-Forwarded-For is believed, for the limits per address. Default: none")
    private List<String> trustedProxies = List.of();

    @Option(
            names = "--rate-per-token",
            paramLabel = "COUNT",
            defaultValue = "1000",
            description = "Requests and messages a second of one token, five times as many at once; 0 for no limit."
                    + " Default: ${DEFAULT-VALUE}")
    private int ratePerToken;

    @Option(
            names = "--rate-per-address",
            paramLabel = "COUNT",
            defaultValue = "5000",
            description = "Requests a second from one address, five times as many at once; 0 for no limit."
                    + " Default: ${DEFAULT-VALUE}")
    private int ratePerAddress;

    @Option(
            names = "--connections-per-token",
            paramLabel = "COUNT",
            defaultValue = "100",
            description = "WebSockets of one token; 0 for no limit. Default: ${DEFAULT-VALUE}")
    private int connectionsPerToken;

    @Option(
            names = "--connections-per-address",
            paramLabel = "COUNT",
            defaultValue = "5000",
            description = "WebSockets from one address, and twice as many connections of any kind; 0 for no limit."
                    + " Default: ${DEFAULT-VALUE}")
    private int connectionsPerAddress;

    @Option(
            names = "--websocket-compression",
            arity = "1",
            paramLabel = "BOOLEAN",
            defaultValue = "true",
            description = "Compress WebSocket messages for clients that offer it (permessage-deflate), true or false."
                    + " Default: ${DEFAULT-VALUE}")
    private boolean compression;

    Protection protection() {
        return new Protection(
                tls(),
                origins(),
                trustedProxies.stream().map(this::proxy).collect(Collectors.toUnmodifiableSet()),
                rate("--rate-per-token", ratePerToken),
                rate("--rate-per-address", ratePerAddress),
                count("--connections-per-token", connectionsPerToken, CONNECTIONS_MAX),
                count("--connections-per-address", connectionsPerAddress, CONNECTIONS_MAX),
                compression);
    }

    private Optional<Protection.Tls> tls() {
        if ((tlsCertificate == null) != (tlsKey == null)) {
            throw wrong("--tls-certificate and --tls-key belong together; "
                    + (tlsKey == null ? "--tls-key" : "--tls-certificate") + " is missing");
        }
        if (tlsCertificate == null) {
            return Optional.empty();
        }
        readable("--tls-certificate", tlsCertificate);
        readable("--tls-key", tlsKey);
        return Optional.of(new Protection.Tls(tlsCertificate, tlsKey));
    }

    private void readable(String option, Path file) {
        if (!Files.isReadable(file)) {
            throw wrong(option + ": there is no readable file " + file.toAbsolutePath());
        }
    }

    private Set<String> origins() {
        Set<String> origins = new LinkedHashSet<>();
        for (String text : allowedOrigins) {
            String origin = text.strip().toLowerCase(Locale.ROOT);
            if (!origin.isEmpty()) {
                if (!isOrigin(origin)) {
                    throw wrong("--allowed-origins: \"" + text
                            + "\" is no origin, which is a scheme and a host, such as https://map.example.org");
                }
                origins.add(origin);
            }
        }
        return origins;
    }

    private static boolean isOrigin(String text) {
        try {
            URI uri = URI.create(text);
            return List.of("http", "https").contains(String.valueOf(uri.getScheme()))
                    && uri.getHost() != null
                    && text.equals(uri.getScheme() + "://" + uri.getRawAuthority());
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    private String proxy(String text) {
        String address = text.strip();
        if (!address.matches("[0-9a-fA-F:.]+")) {
            throw wrong("--trusted-proxies: \"" + text + "\" is no IP address");
        }
        return Address.counted(address);
    }

    private Optional<RateLimit> rate(String option, int perSecond) {
        return count(option, perSecond, RATE_MAX) == 0
                ? Optional.empty()
                : Optional.of(new RateLimit(perSecond, perSecond * BURST_SECONDS));
    }

    private int count(String option, int value, int max) {
        if (value < 0 || value > max) {
            throw wrong(option + ": " + value + " is not 0 to " + max);
        }
        return value;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
