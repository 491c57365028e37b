package io.hexdispatch.open311;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.category.Category;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.event.Report;
import io.hexdispatch.wire.Fields;
import io.hexdispatch.wire.ReportJson;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The form by which an app submits a service request, made a report. */
final class Submission {
    static final String KEY = "api_key";
    /** The source of what comes with the token of somebody who is none. */
    private static final String SOURCE = "open311";

    private static final Pattern DEGREES = Pattern.compile("-?[0-9]{1,3}(\\.[0-9]{1,20})?");

    /** Our pointers, and what the field is called in the form. */
    private static final Map<String, String> NAMES = Map.of(
            "/location/lon", "long",
            "/location/lat", "lat",
            "/location/crs", Services.CRS,
            "/text", "description, address_string and media_url together",
            "/reporter/name", "first_name and last_name",
            "/reporter/phone", "phone or email");

    private final Services services;
    private final ReportJson reportJson;

    Submission(Services services, ReportJson reportJson) {
        this.services = services;
        this.reportJson = reportJson;
    }

    Report report(Actor actor, Arguments form, Instant now) {
        Category category = services.get(form.text("service_code")
                .orElseThrow(() -> new RefusedRequestException(400, "service_code was not provided")));
        if (form.text("lat").isEmpty() || form.text("long").isEmpty()) {
            throw new RefusedRequestException(
                    400,
                    form.text("address_string").isPresent()
                                    || form.text("address_id").isPresent()
                            ? "lat and long were not provided; an address alone is not taken here"
                            : "lat and long were not provided");
        }
        JsonObject location = new JsonObject().put("lon", degrees(form, "long")).put("lat", degrees(form, "lat"));
        form.text(Services.CRS).ifPresent(crs -> location.put("crs", crs));
        JsonObject json = new JsonObject()
                .put("source", actor.role() == Role.SOURCE ? actor.id() : SOURCE)
                .put("sourceEventId", id(form, now))
                .put("category", category.code())
                .put("categoryKind", category.kind().name().toLowerCase(Locale.ROOT))
                .put("location", location)
                .put("text", text(form, category));
        JsonObject reporter = new JsonObject();
        name(form).ifPresent(name -> reporter.put("name", name));
        form.text("phone").or(() -> form.text("email")).ifPresent(phone -> reporter.put("phone", phone));
        if (!reporter.isEmpty()) {
            json.put("reporter", reporter);
        }
        Fields fields = Fields.of(json);
        return reportJson.read(fields, now).orElseThrow(() -> {
            Fields.Fault fault = fields.faults().get(0);
            return new RefusedRequestException(
                    400, NAMES.getOrDefault(fault.pointer(), fault.pointer()) + " " + fault.detail());
        });
    }

    private static double degrees(Arguments form, String name) {
        String text = form.text(name).orElseThrow().strip();
        if (!DEGREES.matcher(text).matches()) {
            throw new RefusedRequestException(
                    400, name + " \"" + text + "\" is not a number of degrees, such as 34.75");
        }
        return Double.parseDouble(text);
    }

    private static String text(Arguments form, Category category) {
        StringBuilder text = new StringBuilder(form.text("description").orElse(category.name()));
        form.text("address_string").ifPresent(address -> text.append("\n地址：").append(address));
        form.text("media_url").ifPresent(url -> text.append("\n照片：").append(url));
        return text.toString();
    }

    /** Chinese names are written with the family name first, and without a space. */
    private static Optional<String> name(Arguments form) {
        Optional<String> first = form.text("first_name");
        Optional<String> last = form.text("last_name");
        if (first.isEmpty() || last.isEmpty()) {
            return first.or(() -> last);
        }
        boolean isHan =
                last.get().codePoints().allMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
        return Optional.of(isHan ? last.get() + first.get() : first.get() + " " + last.get());
    }

    /** The specification gives an app no id of its own to send. So the same form on the same day is the same report, sent again. */
    private static String id(Arguments form, Instant now) {
        Map<String, String> fields = new TreeMap<>(form.values());
        fields.remove(KEY);
        String day = EventNumber.of(now, 1).day().toString();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((day + new JsonObject(new TreeMap<>(fields)).encode()).getBytes(StandardCharsets.UTF_8));
            return "open311/" + day + "/" + HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
