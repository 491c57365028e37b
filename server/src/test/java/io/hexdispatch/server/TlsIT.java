package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hexdispatch.access.Role;
import io.hexdispatch.wire.CloudEvent;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that speaks TLS and nothing else, with a certificate that keytool made. */
final class TlsIT {
    private static final int LOOKS_MAX = 120;

    @TempDir
    private static Path folder;

    private static TestCertificate certificate;
    private static TestCertificate stranger;
    private static RunningServer city;

    @BeforeAll
    static void start() throws Exception {
        certificate = TestCertificate.make(folder, "city", "ip:127.0.0.1,dns:localhost");
        stranger = TestCertificate.make(folder, "stranger", "ip:127.0.0.1");
        Protection.Tls files = new Protection.Tls(certificate.certificate(), certificate.key());
        city = new RunningServer(
                folder.resolve("data"),
                new Protection(Optional.of(files), Set.of(), Set.of(), Optional.empty(), Optional.empty(), 0, 0, true));
    }

    @AfterAll
    static void stop() {
        city.close();
    }

    private static HttpResponse<String> get(HttpClient client, String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + city.port() + path))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void whoBelievesItsAuthorityIsServedAndToldToComeBackEncrypted() throws Exception {
        HttpResponse<String> answer = get(certificate.client(), "/health/live");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).contains("max-age=31536000");
        assertThat(answer.sslSession().orElseThrow().getProtocol()).isIn("TLSv1.3", "TLSv1.2");
    }

    @Test
    void whoBelievesAnotherAuthorityDoesNotSpeakToIt() {
        assertThatThrownBy(() -> get(stranger.client(), "/health/live")).isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void nothingIsAnsweredThatIsNotEncrypted() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", city.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(read(socket), StandardCharsets.ISO_8859_1)).doesNotContain("HTTP/1.1 200");
        }
    }

    private static byte[] read(Socket socket) {
        try {
            return socket.getInputStream().readAllBytes();
        } catch (IOException reset) {
            return new byte[0];
        }
    }

    @Test
    void aWebSocketIsEncryptedToo() throws Exception {
        WebSocketClient client = city.vertx()
                .createWebSocketClient(new WebSocketClientOptions()
                        .setSsl(true)
                        .setTrustOptions(new PemTrustOptions()
                                .addCertPath(certificate.certificate().toString())));
        WebSocket socket = client.connect(new WebSocketConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(city.port())
                        .setSsl(true)
                        .setURI("/ws")
                        .addSubProtocol(CloudEvent.SUBPROTOCOL)
                        .addHeader("Authorization", "Bearer " + city.token(Role.UNIT, "gas")))
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);

        assertThat(socket.isSsl()).isTrue();
        client.close();
    }

    /** Issues, lists and revokes as an administrator at the machine would. */
    @Test
    void theCommandLineSpeaksToIt() {
        String data = folder.resolve("data").toString();
        String token =
                run("token", "--role", "unit", "--for", "gas", "--data", data).strip();
        String[] server = {
            "--url",
            "https://127.0.0.1:" + city.port(),
            "--tls-ca",
            certificate.certificate().toString(),
            "--data",
            data
        };

        assertThat(run("token", "list", server)).contains("id", "role");
        assertThat(run("token", "revoke", with(server, token))).contains("Revoked: ");
        assertThat(run("token", "revoke", with(server, "--role", "unit", "--for", "gas")))
                .contains("Revoked: all tokens of unit gas issued before 20");
        assertThat(run(
                        "token",
                        "list",
                        with(server, "--tls-ca", stranger.certificate().toString())))
                .contains("PKIX");
    }

    private static String run(String command, String subcommand, String... options) {
        String[] arguments = with(new String[] {command, subcommand}, options);
        StringWriter output = new StringWriter();
        Main.commandLine()
                .setOut(new PrintWriter(output, true))
                .setErr(new PrintWriter(output, true))
                .setOverwrittenOptionsAllowed(true)
                .execute(arguments);
        return output.toString();
    }

    private static String[] with(String[] first, String... more) {
        String[] all = java.util.Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }

    /** Half of a pair is not shown, and the whole pair is, without a restart. */
    @Test
    void aRenewedCertificateIsShownSoon() throws Exception {
        TestCertificate renewed = TestCertificate.make(folder, "renewed", "ip:127.0.0.1");
        byte[] certificateBefore = Files.readAllBytes(certificate.certificate());
        byte[] keyBefore = Files.readAllBytes(certificate.key());
        Files.copy(renewed.certificate(), certificate.certificate(), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(renewed.key(), certificate.key(), StandardCopyOption.REPLACE_EXISTING);
        awaitShown(renewed, "CN=renewed");

        Files.write(certificate.certificate(), certificateBefore);
        Files.write(certificate.key(), keyBefore);
        awaitShown(certificate, "CN=city");
    }

    private static void awaitShown(TestCertificate authority, String subject) throws Exception {
        for (int i = 0; i < LOOKS_MAX; i++) {
            try {
                HttpResponse<String> answer = get(authority.client(), "/health/live");
                X509Certificate shown =
                        (X509Certificate) answer.sslSession().orElseThrow().getPeerCertificates()[0];
                assertThat(shown.getSubjectX500Principal().getName()).isEqualTo(subject);
                return;
            } catch (SSLHandshakeException another) {
                Thread.sleep(250);
            }
        }
        throw new AssertionError(subject + " is not shown");
    }
}
