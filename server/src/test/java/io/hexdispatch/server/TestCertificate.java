package io.hexdispatch.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate that the JDK's keytool made, with its key, as PEM files. It is signed by itself, and so its own authority. */
final class TestCertificate {
    private static final String PASSWORD = "changeit";

    private final Path certificate;
    private final Path key;
    private final Certificate authority;

    private TestCertificate(Path certificate, Path key, Certificate authority) {
        this.authority = authority;
        this.certificate = certificate;
        this.key = key;
    }

    /**
     * @param subject what its common name is
     * @param names whom it is for, as keytool writes them: {@code ip:127.0.0.1,dns:localhost}
     */
    static TestCertificate make(Path folder, String subject, String names) throws Exception {
        Path store = Files.createTempFile(folder, subject, ".p12");
        Files.delete(store);
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "test",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=" + subject,
                        "-ext",
                        "san=" + names,
                        "-ext",
                        "bc:c=ca:true",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes());
        if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new IllegalStateException("keytool: " + said);
        }
        return fromStore(store, folder);
    }

    private static TestCertificate fromStore(Path file, Path folder) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        Path certificate = Files.createTempFile(folder, "certificate", ".pem");
        Path key = Files.createTempFile(
                folder,
                "key",
                ".pem",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                certificate, pem("CERTIFICATE", store.getCertificate("test").getEncoded()));
        Files.writeString(
                key,
                pem("PRIVATE KEY", store.getKey("test", PASSWORD.toCharArray()).getEncoded()));
        return new TestCertificate(certificate, key, store.getCertificate("test"));
    }

    private static String pem(String kind, byte[] content) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + kind
                + "-----\n";
    }

    /** A client that believes this authority alone, in which the copy that was made at first counts. */
    HttpClient client() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("test", authority);
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    Path certificate() {
        return certificate;
    }

    Path key() {
        return key;
    }
}
