package io.hexdispatch.postgres;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The tables, brought to the version that this server works with. Blocks: for a worker thread. */
public final class Schema {
    private Schema() {}

    /** @throws FlywayException if the database does not answer, or holds what is not ours */
    public static void migrate(DatabaseAddress address) {
        Flyway.configure(Schema.class.getClassLoader())
                .dataSource(address.jdbcUrl(), address.user(), address.password())
                .locations("classpath:db/migration")
                .connectRetries(2)
                .load()
                .migrate();
    }
}
