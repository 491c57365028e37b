package io.hexdispatch.wire;

import io.hexdispatch.access.TokenText;
import io.hexdispatch.device.DeviceTable;
import io.hexdispatch.flow.RefusedException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * A problem detail after RFC 9457: what is wrong, where, and what would be right.
 *
 * @param status the HTTP status that fits it, also where it travels over a WebSocket
 * @param faults the fields at fault, each by its JSON Pointer
 * @param present the state that does not allow it, and what it allows
 * @param retryAfterSeconds after how long the same request may succeed; 0 where nobody knows
 */
public record Problem(
        int status,
        String title,
        String detail,
        List<Fields.Fault> faults,
        Optional<RefusedException.Present> present,
        int retryAfterSeconds) {
    public static final String CONTENT_TYPE = "application/problem+json";
    /** The member that holds how long to wait. */
    public static final String RETRY_AFTER = "retryAfterSeconds";

    public static Problem of(int status, String detail) {
        return new Problem(status, title(status), detail, List.of(), Optional.empty(), 0);
    }

    /** @param retryAfterSeconds after how long the same request may succeed, 1 or more */
    public static Problem tooMany(String detail, int retryAfterSeconds) {
        return new Problem(429, title(429), detail, List.of(), Optional.empty(), retryAfterSeconds);
    }

    public static Problem ofFaults(List<Fields.Fault> faults) {
        Fields.Fault first = faults.get(0);
        String detail = first.pointer() + ": " + first.detail()
                + (faults.size() > 1 ? " (and " + (faults.size() - 1) + " more)" : "");
        return new Problem(400, title(400), detail, List.copyOf(faults), Optional.empty(), 0);
    }

    /** What is wrong with a table, row by row. @param count how many faults there are; the first of them are given */
    public static Problem ofRows(List<DeviceTable.Fault> faults, int count) {
        DeviceTable.Fault first = faults.get(0);
        return new Problem(
                400,
                title(400),
                "row " + first.row() + (first.field().isEmpty() ? "" : ", " + first.field()) + ": " + first.detail()
                        + (count > 1 ? " (and " + (count - 1) + " more)" : "") + "; nothing was taken",
                faults.stream()
                        .map(fault -> new Fields.Fault(
                                "/" + fault.row()
                                        + (fault.field().isEmpty() ? "" : "/" + Fields.escaped(fault.field())),
                                fault.detail()))
                        .toList(),
                Optional.empty(),
                0);
    }

    /** The problem behind a failure: the words of a refusal, and none of the insides of anything else. */
    public static Problem of(Throwable failure) {
        if (failure instanceof RefusedException refused) {
            int status =
                    switch (refused.kind()) {
                        case INVALID -> 400;
                        case FORBIDDEN -> 403;
                        case NOT_FOUND -> 404;
                        case CONFLICT -> 409;
                        case BUSY -> 503;
                        case TOO_MANY -> 429;
                    };
            return new Problem(
                    status,
                    title(status),
                    refused.getMessage(),
                    List.of(),
                    refused.present(),
                    refused.retryAfterSeconds());
        }
        return of(
                503,
                "the server could not carry this out now; nothing was changed unless a later look-up shows it. "
                        + "Send the same request again");
    }

    /** Values of the request may stand in it, but no token: answers are kept and passed on more freely than tokens are. */
    public JsonObject toJson() {
        JsonObject json = new JsonObject()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status)
                .put("detail", TokenText.hidden(detail));
        if (retryAfterSeconds > 0) {
            json.put(RETRY_AFTER, retryAfterSeconds);
        }
        if (!faults.isEmpty()) {
            JsonArray errors = new JsonArray();
            faults.forEach(fault -> errors.add(new JsonObject()
                    .put("pointer", TokenText.hidden(fault.pointer()))
                    .put("detail", TokenText.hidden(fault.detail()))));
            json.put("errors", errors);
        }
        present.ifPresent(state -> json.put("state", state.state()).put("possible", new JsonArray(state.possible())));
        return json;
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 406 -> "Not Acceptable";
            case 409 -> "Conflict";
            case 413 -> "Content Too Large";
            case 415 -> "Unsupported Media Type";
            case 426 -> "Upgrade Required";
            case 429 -> "Too Many Requests";
            case 503 -> "Service Unavailable";
            default -> "Error";
        };
    }
}
