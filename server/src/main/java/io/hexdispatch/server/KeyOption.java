package io.hexdispatch.server;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.security.TokenKey;
import io.hexdispatch.security.Tokens;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Who holds the data folder needs no token: he makes himself one, for as long as the command takes. */
final class KeyOption {
    private static final String NAME = "console";
    private static final Duration VALID = Duration.ofMinutes(5);

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The server's data folder, whose key stands in for a token of role admin")
    private Path data;

    /** Where the server is asked without a token. */
    void signFor(ServerOptions server) throws Exception {
        if (data == null || server.hasToken()) {
            return;
        }
        if (!Files.isRegularFile(data.resolve("token.key"))) {
            throw new ParameterException(
                    spec.commandLine(), "--data: " + data.toAbsolutePath() + " is not the data folder of a server");
        }
        Vertx vertx = Vertx.vertx();
        try {
            server.useToken(new Tokens(vertx, TokenKey.in(data)).issue(new Actor(Role.ADMIN, NAME), VALID));
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }
}
