package io.hexdispatch.wire;

import io.hexdispatch.flow.Webhooks.Attempt;
import io.hexdispatch.flow.Webhooks.Delivery;
import io.hexdispatch.flow.Webhooks.Standing;
import io.hexdispatch.supervision.FindingKind;
import io.hexdispatch.supervision.Webhook;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Webhooks as an administrator writes them, and what became of their messages. No secret is ever written here. */
public final class WebhookJson {
    public static final String SECRET_PREFIX = "whsec_";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final int URL_LENGTH_MAX = 2_000;
    private static final int SECRET_LENGTH_MAX = 200;
    /** As Standard Webhooks has it. */
    private static final int SECRET_BYTES_MIN = 24;

    private static final int SECRET_BYTES_MAX = 64;
    private static final int PORT_MAX = 65_535;

    private WebhookJson() {}

    /** A webhook with its secret; no secret where the one that is there stays. */
    public record Definition(Webhook webhook, Optional<String> secret) {}

    /** A definition, or empty with every fault noted in {@code fields}. */
    public static Optional<Definition> read(String name, Fields fields) {
        int before = fields.faults().size();
        if (!NAME.matcher(name).matches()) {
            fields.fault(
                    "name",
                    "in the path is not right; 1 to 63 of a-z, 0-9 and -, beginning with a letter or a digit, are");
        }
        Optional<String> url = fields.text("url", URL_LENGTH_MAX);
        url.flatMap(WebhookJson::faultOfUrl).ifPresent(fault -> fields.fault("url", fault));
        Optional<String> secret = fields.optionalText("secret", SECRET_LENGTH_MAX);
        if (secret.filter(text -> !isSecret(text)).isPresent()) {
            // What was sent is not said again: it may be a secret, if not a right one.
            fields.fault(
                    "secret",
                    "is not right; " + SECRET_PREFIX + " and " + SECRET_BYTES_MIN + " to " + SECRET_BYTES_MAX
                            + " random bytes in Base64 are, such as openssl rand -base64 32 gives");
        }
        boolean isOn = fields.optionalTruth("on").orElse(true);
        Set<FindingKind> kinds = kinds(fields);
        fields.rejectUnknown();
        return fields.faults().size() > before
                ? Optional.empty()
                : Optional.of(new Definition(new Webhook(name, url.orElseThrow(), kinds, isOn), secret));
    }

    private static Set<FindingKind> kinds(Fields fields) {
        EnumSet<FindingKind> kinds = EnumSet.noneOf(FindingKind.class);
        List<?> given = fields.optionalList("kinds", "a list of kinds of finding");
        for (int i = 0; i < given.size(); i++) {
            Optional<FindingKind> kind =
                    given.get(i) instanceof String text ? FindingKind.ofText(text) : Optional.empty();
            kind.ifPresent(kinds::add);
            if (kind.isEmpty()) {
                fields.fault("kinds/" + i, "is no kind of finding; the kinds are " + FindingKind.texts());
                break;
            }
        }
        return kinds;
    }

    private static Optional<String> faultOfUrl(String text) {
        String right = "; right is an address such as https://supervision.example/findings";
        try {
            URI url = new URI(text);
            String scheme = url.getScheme();
            if (scheme == null || !(scheme.equals("http") || scheme.equals("https"))) {
                return Optional.of("\"" + text + "\" is neither http nor https" + right);
            }
            if (url.getRawUserInfo() != null) {
                // Not said again: it holds a password, perhaps.
                return Optional.of("holds the name of a user, which everybody who reads it would see" + right);
            }
            if (url.getHost() == null || url.getPort() == 0 || url.getPort() > PORT_MAX) {
                return Optional.of("\"" + text + "\" names no host, or a port that there is not" + right);
            }
            return url.getRawFragment() == null
                    ? Optional.empty()
                    : Optional.of("\"" + text + "\" has a fragment, which is never sent" + right);
        } catch (URISyntaxException notOne) {
            return Optional.of("is no address" + right);
        }
    }

    private static boolean isSecret(String text) {
        if (!text.startsWith(SECRET_PREFIX)) {
            return false;
        }
        try {
            int bytes = Base64.getDecoder().decode(text.substring(SECRET_PREFIX.length())).length;
            return bytes >= SECRET_BYTES_MIN && bytes <= SECRET_BYTES_MAX;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    public static JsonObject of(Standing standing) {
        Webhook webhook = standing.webhook();
        JsonArray kinds = new JsonArray();
        webhook.kinds().forEach(kind -> kinds.add(kind.text()));
        JsonObject json = new JsonObject()
                .put("name", webhook.name())
                .put("url", webhook.url())
                .put("kinds", kinds)
                .put("on", webhook.isOn())
                .put("changedAt", standing.changedAt().toString())
                .put("changedBy", HistoryJson.by(standing.changedBy()))
                .put("owed", standing.owed());
        standing.goneSince().ifPresent(since -> json.put("goneSince", since.toString()));
        return json;
    }

    public static JsonObject of(Delivery delivery) {
        JsonArray attempts = new JsonArray();
        delivery.attempts().forEach(attempt -> attempts.add(of(attempt)));
        JsonObject json = new JsonObject()
                .put("seq", delivery.seq())
                .put("id", delivery.id())
                .put("finding", delivery.finding())
                .put("type", delivery.type())
                .put("createdAt", delivery.createdAt().toString())
                .put("tries", delivery.tries())
                .put("attempts", attempts);
        delivery.deliveredAt()
                .ifPresentOrElse(
                        at -> json.put("deliveredAt", at.toString()),
                        () -> json.put("nextAt", delivery.nextAt().toString()));
        return json;
    }

    public static JsonObject of(Attempt attempt) {
        JsonObject json = new JsonObject().put("at", attempt.at().toString()).put("millis", attempt.millis());
        attempt.status().ifPresent(status -> json.put("status", status));
        attempt.error().ifPresent(error -> json.put("error", error));
        return json;
    }

    public static List<Attempt> attempts(JsonArray json) {
        return json.stream()
                .map(JsonObject.class::cast)
                .map(attempt -> new Attempt(
                        Instant.parse(attempt.getString("at")),
                        attempt.getLong("millis"),
                        Optional.ofNullable(attempt.getInteger("status")),
                        Optional.ofNullable(attempt.getString("error"))))
                .toList();
    }
}
