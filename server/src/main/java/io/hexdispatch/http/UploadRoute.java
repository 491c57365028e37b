package io.hexdispatch.http;

import static io.vertx.core.http.HttpMethod.POST;

import io.hexdispatch.access.Role;
import io.hexdispatch.boundary.Job;
import io.hexdispatch.flow.BoundaryFiles.Upload;
import io.hexdispatch.flow.LoadBoundaries;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.wire.BoundaryJson;
import io.hexdispatch.wire.Problem;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.FileSystem;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Takes a boundary file in, as the body of a request: streamed to disk as it comes, and then checked as a job. */
public final class UploadRoute {
    private static final String FILE = "file";
    private static final int NAME_BYTES_MAX = 255;
    private static final long READ_ANSWER_MILLIS = 1_000;

    private final LoadBoundaries loadBoundaries;
    private final Path folder;
    private final long bytesMax;

    /**
     * @param folder where the files wait until they are checked
     * @param bytesMax the largest file that is taken
     */
    public UploadRoute(LoadBoundaries loadBoundaries, Path folder, long bytesMax) {
        this.loadBoundaries = loadBoundaries;
        this.folder = folder;
        this.bytesMax = bytesMax;
    }

    public void mount(HttpApi api) {
        api.allowStream(POST, "/api/v1/boundaries", EnumSet.of(Role.GIS, Role.ADMIN), this::upload);
    }

    private void upload(RoutingContext context) {
        HttpServerRequest request = context.request();
        Map<String, String> wishes = new HashMap<>();
        String name;
        try {
            for (String parameter : context.queryParams().names()) {
                Parameters.text(context, parameter).ifPresent(value -> wishes.put(parameter, value));
            }
            name = name(Optional.ofNullable(wishes.remove(FILE)));
            loadBoundaries.refuseWhatCannotBe(wishes);
            long announced = announced(request);
            if (announced == 0) {
                throw new RefusedException(RefusedException.Kind.INVALID, "the body is empty; it is the boundary file");
            }
            if (announced > bytesMax) {
                tooLarge(context);
                return;
            }
        } catch (RefusedException refused) {
            Answers.failure(context, refused);
            end(context);
            return;
        }
        Path own = folder.resolve("upload-" + UUID.randomUUID());
        Path path = own.resolve(name);
        FileSystem disk = context.vertx().fileSystem();
        request.pause();
        // From here on, because the client may be gone before the file is open.
        Promise<String> received = Promise.promise();
        request.exceptionHandler(received::tryFail);
        if (context.response().closed()) {
            return;
        }
        disk.mkdir(own.toString())
                .compose(made -> disk.open(
                        path.toString(), new OpenOptions().setCreateNew(true).setWrite(true)))
                .compose(file -> receive(request, file, received))
                .map(sha256 -> loadBoundaries.load(Answers.actor(context), new Upload(path, name, sha256, wishes)))
                .onSuccess(job -> accepted(context, job))
                .onFailure(failure -> {
                    disk.deleteRecursive(own.toString());
                    if (failure instanceof TooLargeException) {
                        tooLarge(context);
                    } else if (!context.response().closed()) {
                        Answers.failure(context, failure);
                    }
                });
    }

    private static void accepted(RoutingContext context, Job job) {
        context.response().putHeader(HttpHeaders.LOCATION, "/api/v1/jobs/" + job.id());
        Answers.json(context, 202, BoundaryJson.of(job));
    }

    /** The name that the sender gives the file, without folders, so that what is said of it names what he knows. */
    private static String name(Optional<String> given) {
        String name = given.orElseThrow(() -> Parameters.invalid(FILE, "is missing; the file's name is right"));
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        if (last.isBlank()
                || last.equals(".")
                || last.equals("..")
                || last.getBytes(StandardCharsets.UTF_8).length > NAME_BYTES_MAX
                || last.chars().anyMatch(Character::isISOControl)) {
            throw Parameters.invalid(FILE, "is not a file's name of 1 to " + NAME_BYTES_MAX + " bytes");
        }
        return last;
    }

    /** How long the body says it is; -1 where it comes in chunks and does not say. */
    private static long announced(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            return request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null ? 0 : -1;
        }
        return Long.parseLong(length);
    }

    /** The body went over the limit without having announced it. */
    private static final class TooLargeException extends Exception {
        private static final long serialVersionUID = 1;

        private TooLargeException() {
            super(null, null, false, false);
        }
    }

    private void tooLarge(RoutingContext context) {
        Answers.problem(
                context,
                Problem.of(413, "the file is larger than " + bytesMax + " bytes; send it as a zip, or level by level"));
        end(context);
    }

    /** What still comes of the body is not wanted; the client gets a moment to read why before the connection ends. */
    private static void end(RoutingContext context) {
        context.request().pause();
        context.vertx().setTimer(READ_ANSWER_MILLIS, timer -> context.request()
                .connection()
                .close());
    }

    /** Writes the body to the file as fast as the disk takes it, and gives its SHA-256 in hexadecimal digits. */
    private Future<String> receive(HttpServerRequest request, AsyncFile file, Promise<String> received) {
        MessageDigest digest = sha256();
        long[] bytes = {0};
        file.exceptionHandler(received::tryFail);
        request.handler(part -> {
            if (received.future().isComplete()) {
                // The file is closed, or about to be; what was on its way is not wanted any more.
                return;
            }
            bytes[0] += part.length();
            if (bytes[0] > bytesMax) {
                request.pause();
                received.tryFail(new TooLargeException());
                return;
            }
            write(file, part, digest, request, received);
        });
        request.endHandler(end -> received.tryComplete(HexFormat.of().formatHex(digest.digest())));
        request.resume();
        return received.future().transform(outcome -> file.close()
                .transform(closed -> outcome.failed()
                        ? Future.failedFuture(outcome.cause())
                        : closed.failed() ? Future.failedFuture(closed.cause()) : received.future()));
    }

    private static void write(
            AsyncFile file, Buffer part, MessageDigest digest, HttpServerRequest request, Promise<String> received) {
        digest.update(part.getBytes());
        file.write(part).onFailure(received::tryFail);
        if (file.writeQueueFull()) {
            request.pause();
            file.drainHandler(drained -> request.resume());
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
