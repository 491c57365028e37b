package io.hexdispatch.server;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.audit.Trimming;
import io.hexdispatch.postgres.AuditVerification;
import io.hexdispatch.postgres.DatabaseAddress;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Takes out the beginning of the audit, which says so from then on. */
@Command(
        name = "trim",
        description = {
            "Takes the entries from before a time out of the audit. An entry says that it was done and joins what",
            "remains to what was there. The history that the entries sealed can no longer be verified."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class AuditTrimCommand implements Callable<Integer> {
    private static final Actor COMMAND_LINE = new Actor(Role.ADMIN, "command line");

    @Spec
    private CommandSpec spec;

    @Mixin
    private DatabaseOptions database;

    @Option(names = "--before", required = true, paramLabel = "TIME", description = "Such as 2026-01-01T00:00:00+08:00")
    private String before;

    @Override
    public Integer call() throws Exception {
        Instant time;
        try {
            time = OffsetDateTime.parse(before).toInstant();
        } catch (DateTimeException notATime) {
            throw new ParameterException(
                    spec.commandLine(), "--before: \"" + before + "\" is not a time such as 2026-01-01T00:00:00+08:00");
        }
        return database.with(address -> trim(address, time));
    }

    private int trim(DatabaseAddress address, Instant time) throws Exception {
        Optional<Trimming> trimmed;
        try (AuditVerification audit = new AuditVerification(address)) {
            trimmed = audit.trim(time, COMMAND_LINE, Instant.now());
        } catch (SQLException e) {
            throw new StartException("the audit in " + address + " cannot be trimmed: " + e.getMessage(), e);
        }
        spec.commandLine()
                .getOut()
                .println(trimmed.map(last -> "entries to " + last.last() + " are taken out")
                        .orElse("there are no entries from before " + before));
        return 0;
    }
}
