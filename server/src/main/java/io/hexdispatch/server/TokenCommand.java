package io.hexdispatch.server;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Grant;
import io.hexdispatch.access.Role;
import io.hexdispatch.security.TokenKey;
import io.hexdispatch.security.Tokens;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints a token and nothing else, so that it can stand in a script. */
@Command(
        name = "token",
        description = "Prints a token with which a caller can speak to the server of a data folder.",
        subcommands = {TokenListCommand.class, TokenRevokeCommand.class},
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class TokenCommand implements Callable<Integer> {
    private static final int DAYS_MAX = (int) Grant.VALID_MAX.toDays();

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            description = "source, responder, unit, centre, gis, supervisor or admin")
    private String role;

    @Option(
            names = "--for",
            paramLabel = "WHO",
            description = "The source, the responder's id, the unit's code, or the code of the centre's grid;"
                    + " for the other roles a name that the history shows")
    private String who;

    @Option(
            names = "--days",
            paramLabel = "DAYS",
            defaultValue = "30",
            description = "How long it is good. Default: ${DEFAULT-VALUE}")
    private int days;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "hexdispatch-data",
            description = "The server's data folder. Default: ${DEFAULT-VALUE}")
    private Path data;

    @Override
    public Integer call() throws Exception {
        if (role == null) {
            throw wrong("Missing required option: '--role=ROLE'");
        }
        Role known = Role.ofText(role).orElseThrow(() -> wrong("--role: \"" + role + "\" is none of " + Role.texts()));
        if (known.isForSomebody() && (who == null || who.isBlank())) {
            throw wrong("--for is needed: whom of role " + role + " is the token for?");
        }
        if (days < 1 || days > DAYS_MAX) {
            throw wrong("--days: " + days + " is not 1 to " + DAYS_MAX);
        }
        if (!Files.isDirectory(data)) {
            throw wrong("--data: there is no folder " + data.toAbsolutePath() + "; a server makes it when it starts");
        }
        TokenKey key = TokenKey.in(data);
        Vertx vertx = Vertx.vertx();
        try {
            String id = Optional.ofNullable(who).orElse(known.text());
            spec.commandLine()
                    .getOut()
                    .println(new Tokens(vertx, key).issue(new Actor(known, id), Duration.ofDays(days)));
            return 0;
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
