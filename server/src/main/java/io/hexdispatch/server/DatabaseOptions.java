package io.hexdispatch.server;

import io.hexdispatch.postgres.DatabaseAddress;
import io.hexdispatch.postgres.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which database a command reads, whether or not a server runs on it. */
final class DatabaseOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "hexdispatch-data",
            description = "The server's data folder, for its embedded PostgreSQL. Default: ${DEFAULT-VALUE}")
    private Path data;

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description = "An own PostgreSQL: postgresql://user:password@host:port/database. Default: the embedded one")
    private String databaseUrl;

    /** Something to do with a database. */
    interface Work {
        int on(DatabaseAddress address) throws Exception;
    }

    /** Does it with the database, which is started for it where no server has started it. */
    int with(Work work) throws Exception {
        if (databaseUrl != null) {
            DatabaseAddress address;
            try {
                address = DatabaseAddress.parse(databaseUrl);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), "--database-url: " + e.getMessage());
            }
            return work.on(address);
        }
        Path folder = data.toAbsolutePath().normalize().resolve("postgresql");
        if (!EmbeddedDatabase.isIn(folder)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--data: there is no database in " + folder.getParent()
                            + "; give the server's data folder, or its --database-url");
        }
        Optional<DatabaseAddress> running = EmbeddedDatabase.running(folder);
        if (running.isPresent()) {
            return work.on(running.get());
        }
        try (DataFolder held = DataFolder.hold(data);
                EmbeddedDatabase database = EmbeddedDatabase.start(held.path().resolve("postgresql"))) {
            return work.on(database.address());
        } catch (IOException e) {
            throw new StartException("the embedded PostgreSQL in " + folder + " does not start: " + e.getMessage(), e);
        }
    }
}
