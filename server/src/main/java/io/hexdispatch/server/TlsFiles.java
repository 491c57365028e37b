package io.hexdispatch.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The certificate that the server shows, and its key; looked at again and again, since certificates are renewed while it runs. */
final class TlsFiles {
    private static final Logger LOG = LoggerFactory.getLogger(TlsFiles.class);

    private final Vertx vertx;
    private final Protection.Tls files;
    private Pair shown;

    TlsFiles(Vertx vertx, Protection.Tls files) {
        this.vertx = vertx;
        this.files = files;
    }

    private record Pair(byte[] certificate, byte[] key) {
        PemKeyCertOptions options() {
            return new PemKeyCertOptions()
                    .addCertValue(Buffer.buffer(certificate))
                    .addKeyValue(Buffer.buffer(key));
        }

        boolean isSame(Pair other) {
            return Arrays.equals(certificate, other.certificate) && Arrays.equals(key, other.key);
        }
    }

    /** The pair as it stands in the files, to be shown from now on. */
    Future<PemKeyCertOptions> read() {
        return readPair().map(pair -> {
            shown = pair;
            return pair.options();
        });
    }

    private Future<Pair> readPair() {
        return vertx.executeBlocking(
                () -> new Pair(bytes("--tls-certificate", files.certificate()), bytes("--tls-key", files.key())),
                false);
    }

    private static byte[] bytes(String option, Path file) throws StartException {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new StartException(option + ": " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Shows a new pair where the files have changed; connections that are open stay. One that does not fit is not taken. */
    Future<Void> refresh(HttpServer server) {
        return readPair().compose(pair -> {
            if (pair.isSame(shown)) {
                return Future.succeededFuture();
            }
            return server.updateSSLOptions(options(pair.options())).map(updated -> {
                shown = pair;
                LOG.atInfo().addKeyValue("file", files.certificate()).log("another certificate is shown from now on");
                return null;
            });
        });
    }

    static ServerSSLOptions options(PemKeyCertOptions pair) {
        return new ServerSSLOptions().setKeyCertOptions(pair);
    }
}
