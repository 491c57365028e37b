package io.hexdispatch.server;

import io.hexdispatch.postgres.DatabaseAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a server is started with.
 *
 * @param host the address to listen on
 * @param port 0 to let the system choose
 * @param data the folder of the token key and the embedded database
 * @param database an own PostgreSQL; empty for the embedded one
 * @param city a GeoJSON file of boundaries; empty for the demonstration city
 * @param rules a file of assignment rules; empty for the demonstration rules
 * @param protection against strangers, and those who come too often
 */
record ServerConfig(
        String host,
        int port,
        Path data,
        Optional<DatabaseAddress> database,
        Optional<Path> city,
        Optional<Path> rules,
        Protection protection) {
    /** Without limits. */
    ServerConfig(
            String host,
            int port,
            Path data,
            Optional<DatabaseAddress> database,
            Optional<Path> city,
            Optional<Path> rules) {
        this(host, port, data, database, city, rules, Protection.withoutLimits());
    }
}
