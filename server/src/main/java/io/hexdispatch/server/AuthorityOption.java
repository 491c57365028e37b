package io.hexdispatch.server;

import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import picocli.CommandLine.Option;

/** Whom a command believes that the server is the right one. */
final class AuthorityOption {
    @Option(
            names = "--tls-ca",
            paramLabel = "FILE",
            description =
                    "For an https address: the certificate of who signed the server's, PEM. Default: those that Java trusts")
    private Path authority;

    /** A client that believes the authority. */
    HttpClient client() throws IOException {
        if (authority == null) {
            return HttpClient.newHttpClient();
        }
        try (InputStream file = Files.newInputStream(authority)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(file)) {
                trusted.setCertificateEntry(String.valueOf(trusted.size()), certificate);
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return HttpClient.newBuilder().sslContext(context).build();
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "--tls-ca: " + authority + " holds no certificate that can be read: " + e.getMessage(), e);
        }
    }

    /** The same for Vert.x; empty for those that Java trusts. */
    Optional<PemTrustOptions> trust() {
        return Optional.ofNullable(authority).map(file -> new PemTrustOptions().addCertPath(file.toString()));
    }
}
