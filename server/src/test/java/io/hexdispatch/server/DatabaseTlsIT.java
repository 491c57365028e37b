package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hexdispatch.postgres.DatabaseAddress;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A PostgreSQL that speaks TLS, with a certificate for the name localhost that keytool made. */
final class DatabaseTlsIT {
    @TempDir
    private static Path folder;

    private static TestCertificate certificate;
    private static TestCertificate stranger;
    private static EmbeddedPostgres postgres;
    private static Vertx vertx;

    @BeforeAll
    static void start() throws Exception {
        certificate = TestCertificate.make(folder, "database", "dns:localhost");
        stranger = TestCertificate.make(folder, "stranger", "dns:localhost");
        postgres = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("postgresql"))
                .setServerConfig("ssl", "on")
                .setServerConfig("ssl_cert_file", certificate.certificate().toString())
                .setServerConfig("ssl_key_file", certificate.key().toString())
                .start();
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        postgres.close();
    }

    private static String url(String host, String mode, Optional<TestCertificate> authority) {
        return "postgresql://postgres:secret@" + host + ":" + postgres.getPort() + "/postgres?sslmode=" + mode
                + authority
                        .map(known -> "&sslrootcert="
                                + URLEncoder.encode(known.certificate().toString(), StandardCharsets.UTF_8))
                        .orElse("");
    }

    /** Whether the connection is encrypted, as the database sees it. */
    private static boolean connects(String url) throws Exception {
        return PgConnection.connect(vertx, DatabaseAddress.parse(url).options())
                .compose(connection -> connection
                        .query("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
                        .execute()
                        .map(rows -> rows.iterator().next().getBoolean("ssl"))
                        .eventually(connection::close))
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    @Test
    void theWayIsEncryptedWhereItIsAsked() throws Exception {
        assertThat(connects(url("localhost", "disable", Optional.empty()))).isFalse();
        assertThat(connects(url("localhost", "prefer", Optional.empty()))).isTrue();
        assertThat(connects(url("localhost", "require", Optional.empty()))).isTrue();
        assertThat(connects(url("localhost", "verify-ca", Optional.of(certificate))))
                .isTrue();
        assertThat(connects(url("127.0.0.1", "verify-ca", Optional.of(certificate))))
                .isTrue();
        assertThat(connects(url("localhost", "verify-full", Optional.of(certificate))))
                .isTrue();
    }

    @Test
    void aDatabaseThatCannotShowThatItIsTheRightOneIsRefused() {
        assertRefused(url("localhost", "require", Optional.of(stranger)));
        assertRefused(url("localhost", "verify-ca", Optional.of(stranger)));
        assertRefused(url("localhost", "verify-full", Optional.of(stranger)));
        assertRefused(url("localhost", "verify-ca", Optional.empty()));
        // Signed by the right authority, for another name.
        assertRefused(url("127.0.0.1", "verify-full", Optional.of(certificate)));
    }

    private static void assertRefused(String url) {
        assertThatThrownBy(() -> connects(url)).as(url).isInstanceOf(ExecutionException.class);
    }

    @Test
    void aWholeServerSpeaksToItEncryptedByEachOfItsWays(@TempDir Path data) throws Exception {
        DatabaseAddress address = DatabaseAddress.parse(url("localhost", "verify-full", Optional.of(certificate)));
        HexDispatchServer server = new HexDispatchServer(config(data, address));
        String deployed = vertx.deployVerticle(server)
                .toCompletionStage()
                .toCompletableFuture()
                .get(240, TimeUnit.SECONDS);
        String connections = PgConnection.connect(
                        vertx,
                        DatabaseAddress.parse(url("localhost", "disable", Optional.empty()))
                                .options())
                .compose(connection -> connection
                        .query(
                                "SELECT count(*) FILTER (WHERE s.ssl) || ' and ' || count(*) FILTER (WHERE NOT s.ssl) AS found"
                                        + " FROM pg_stat_ssl s JOIN pg_stat_activity a USING (pid) WHERE a.client_addr IS NOT NULL"
                                        + " AND a.pid <> pg_backend_pid() AND a.application_name <> 'PostgreSQL JDBC Driver'")
                        .execute()
                        .map(rows -> rows.iterator().next().getString("found"))
                        .eventually(connection::close))
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);

        assertThat(connections).matches("[1-9][0-9]* and 0");
        vertx.undeploy(deployed).toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    /** The migrations come first, by the other client. */
    @ParameterizedTest
    @ValueSource(strings = {"verify-ca", "verify-full"})
    void aServerDoesNotStartOnADatabaseThatItDoesNotBelieve(String mode, @TempDir Path data) {
        HexDispatchServer server = new HexDispatchServer(
                config(data, DatabaseAddress.parse(url("localhost", mode, Optional.of(stranger)))));

        assertThatThrownBy(() -> vertx.deployVerticle(server)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(60, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(StartException.class)
                .hasMessageContaining("cannot be used")
                .hasMessageNotContaining("secret");
    }

    private static ServerConfig config(Path data, DatabaseAddress address) {
        return new ServerConfig("127.0.0.1", 0, data, Optional.of(address), Optional.empty(), Optional.empty());
    }
}
