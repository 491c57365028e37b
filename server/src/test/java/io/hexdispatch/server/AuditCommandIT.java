package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.postgres.EmbeddedDatabase;
import io.hexdispatch.server.ServerProcess.Run;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit as people verify it, with the packaged program. */
final class AuditCommandIT {
    @Test
    void theAuditOfARunningServerAndOfOneThatWasKilledIsVerifiedAndTamperingNamed(@TempDir Path data) throws Exception {
        String last;
        try (ServerProcess server = ServerProcess.start("serve", "--port", "0", "--data", data.toString())) {
            int port = server.awaitReady();
            String admin = ServerProcess.run("token", "--role", "admin", "--for", "wang", "--data", data.toString())
                    .output()
                    .strip();
            assertThat(webhook(port, admin, "first")).isEqualTo(201);
            Run running = verify(data);
            assertThat(running.output()).contains("as they were written", "last entry ");
            assertThat(running.exitCode()).isZero();
            last = running.output().strip().replaceAll("(?s).*last entry ", "");
            webhook(port, admin, "second");
            server.kill();
        }
        Run killed = verify(data, "--expect", last);
        assertThat(killed.exitCode()).as(killed.output()).isZero();

        long id = tamper(data);
        Run broken = verify(data);
        assertThat(broken.output()).contains("BROKEN at entry " + id + ":", "li");
        assertThat(broken.exitCode()).isEqualTo(4);
        Run rest = verify(data, "--from", Long.toString(id + 1));
        assertThat(rest.exitCode()).as(rest.output()).isZero();
        assertThat(verify(data, "--expect", "1:" + "00".repeat(32), "--from", Long.toString(id + 1))
                        .output())
                .contains("another hash than the one that was noted");
    }

    @Test
    void aFolderWithoutADatabaseIsToldPlainly(@TempDir Path data) throws Exception {
        Run run = verify(data);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.output()).contains("there is no database in", "--database-url");
    }

    private static Run verify(Path data, String... more) throws Exception {
        String[] arguments = new String[4 + more.length];
        System.arraycopy(new String[] {"audit", "verify", "--data", data.toString()}, 0, arguments, 0, 4);
        System.arraycopy(more, 0, arguments, 4, more.length);
        return ServerProcess.run(arguments);
    }

    private static int webhook(int port, String token, String name) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/webhooks/" + name))
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/json")
                                .PUT(BodyPublishers.ofString("{\"url\":\"http://127.0.0.1:9/x\",\"secret\":\"whsec_"
                                        + "A".repeat(43) + "=\"}"))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    /** Makes another man of him who asked for the first webhook. */
    private static long tamper(Path data) throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(data.resolve("postgresql"));
                Connection owner = DriverManager.getConnection(
                        "jdbc:" + database.address().toString().replace("postgres@", ""), "postgres", "");
                Statement statement = owner.createStatement()) {
            statement.execute("SET session_replication_role = replica");
            try (ResultSet row = statement.executeQuery(
                    "UPDATE audit_entry SET actor = 'li' WHERE id = (SELECT min(id) FROM audit_entry"
                            + " WHERE outcome = 'ASKED') RETURNING id")) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
