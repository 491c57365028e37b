package io.hexdispatch.server;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes tokens void on a server that runs. */
@Command(
        name = "revoke",
        description = {
            "Makes a token void before its time, or all tokens of a role's holder that were issued until now.",
            "Who is connected by one is let go at once."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class TokenRevokeCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "TOKEN",
            description =
                    "The token's id, or the token itself; - reads it from standard input, so that no shell remembers it")
    private String token;

    @Option(names = "--role", paramLabel = "ROLE", description = "Instead of TOKEN: all tokens of this role, for ...")
    private String role;

    @Option(names = "--for", paramLabel = "WHO", description = "... this holder")
    private String who;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            defaultValue = "revoked on the command line",
            description = "Why; it is kept. Default: ${DEFAULT-VALUE}")
    private String reason;

    @Mixin
    private ServerOptions server;

    @Mixin
    private KeyOption key;

    @Override
    public Integer call() throws Exception {
        if ((token == null) == (role == null)) {
            throw wrong("either TOKEN or --role is needed, to say what is revoked");
        }
        JsonObject wish = new JsonObject().put("reason", reason);
        if (token != null) {
            wish.put("id", id(token.equals(STANDARD_INPUT) ? read() : token));
        } else {
            wish.put("role", role);
            Optional.ofNullable(who).ifPresent(holder -> wish.put("for", holder));
        }
        key.signFor(server);
        JsonObject done = server.postJson("tokens/revoke", wish);
        spec.commandLine()
                .getOut()
                .println(
                        done.containsKey("id")
                                ? "Revoked: " + done.getString("id")
                                : "Revoked: all tokens of "
                                        + done.getJsonObject("holder").getString("role") + " "
                                        + done.getJsonObject("holder").getString("id") + " issued before "
                                        + done.getString("issuedBefore"));
        return 0;
    }

    private static String read() throws IOException {
        String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        return line == null ? "" : line.strip();
    }

    /** The id that stands in a token (RFC 7519, section 4.1.7), or what is none as it is. */
    private String id(String text) {
        String[] parts = text.split("\\.");
        if (parts.length != 3) {
            return text;
        }
        try {
            byte[] claims = Base64.getUrlDecoder().decode(parts[1]);
            String id = new JsonObject(new String(claims, StandardCharsets.UTF_8)).getString("jti");
            if (id != null) {
                return id;
            }
        } catch (IllegalArgumentException | DecodeException | ClassCastException notAToken) {
            // told below, without repeating it
        }
        throw wrong("TOKEN is no token with an id; one of an earlier version has none, and goes with --role and --for");
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
