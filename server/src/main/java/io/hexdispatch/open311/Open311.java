package io.hexdispatch.open311;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.assignment.Assigner;
import io.hexdispatch.category.Categories;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.flow.Filed;
import io.hexdispatch.flow.LiveMap;
import io.hexdispatch.flow.OutcomeUnknownException;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.flow.ReportEvent;
import io.hexdispatch.flow.ServiceRequests;
import io.hexdispatch.flow.ServiceRequests.ServiceRequest;
import io.hexdispatch.wire.Problem;
import io.hexdispatch.wire.ReportJson;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Open311 GeoReport v2: answers whatever lies under {@link #ROOT}. Services are for everybody; requests need an {@code api_key}, which is one
 * of our tokens. {@code jurisdiction_id} is passed by, as the specification allows where there is one city.
 */
public final class Open311 {
    public static final String ROOT = "/open311/v2";

    private static final Logger LOG = LoggerFactory.getLogger(Open311.class);
    private static final int FORM_BYTES_MAX = 256 * 1024;
    private static final String SPECIFICATION = "http://wiki.open311.org/GeoReport_v2";
    private static final String CHANGESET = "2026-11-24T00:00:00Z";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Set<Role> REPORTERS = EnumSet.of(Role.SOURCE, Role.CENTRE, Role.ADMIN);
    private static final Set<Role> READERS = EnumSet.of(Role.SOURCE, Role.CENTRE, Role.SUPERVISOR, Role.ADMIN);

    private final Function<String, Future<Actor>> keys;
    private final Services services;
    private final Submission submission;
    private final RequestList requestList;
    private final ServiceRequests serviceRequests;
    private final ReportEvent reportEvent;
    private final Clock clock;

    /** @param keys whose an {@code api_key} is; fails where it is nobody's, or sends more than it may */
    public Open311(
            Function<String, Future<Actor>> keys,
            Categories categories,
            LiveMap map,
            Assigner assigner,
            ServiceRequests serviceRequests,
            ReportEvent reportEvent,
            Clock clock) {
        this.keys = keys;
        this.services = new Services(categories);
        this.submission = new Submission(services, new ReportJson(categories));
        this.requestList = new RequestList(services, map, assigner);
        this.serviceRequests = serviceRequests;
        this.reportEvent = reportEvent;
        this.clock = clock;
    }

    /** What is answered, under the name of its outermost element. */
    private record Answer(int status, String name, Object value) {}

    public void accept(HttpServerRequest http) {
        Format format = http.path().endsWith(".json") ? Format.JSON : Format.XML;
        Future<Answer> answer;
        try {
            answer = answer(http);
        } catch (RuntimeException refused) {
            answer = Future.failedFuture(refused);
        }
        answer.onSuccess(done -> write(http.response(), format, done))
                .onFailure(failure -> write(http.response(), format, error(http, failure)));
    }

    private static void write(HttpServerResponse response, Format format, Answer answer) {
        if (!response.ended() && !response.closed()) {
            response.setStatusCode(answer.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, format.contentType())
                    .end(format.write(answer.name(), answer.value()));
        }
    }

    private static Answer error(HttpServerRequest http, Throwable failure) {
        int code;
        String description;
        if (failure instanceof RefusedRequestException refused) {
            code = refused.code();
            description = refused.getMessage();
        } else {
            Problem problem = Problem.of(failure);
            code = problem.status();
            description = problem.detail();
            if (problem.retryAfterSeconds() > 0 || code == 503) {
                http.response().putHeader("Retry-After", String.valueOf(Math.max(1, problem.retryAfterSeconds())));
            }
            if (!(failure instanceof RefusedException || failure instanceof OutcomeUnknownException)) {
                LOG.atError().addKeyValue("path", http.path()).setCause(failure).log("service request failed");
            }
        }
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("description", description);
        return new Answer(code, "errors", List.of(error));
    }

    private Future<Answer> answer(HttpServerRequest http) {
        String path = http.path().substring(ROOT.length());
        int dot = path.lastIndexOf('.');
        if (dot >= 0 && !path.endsWith(".xml") && !path.endsWith(".json")) {
            throw new RefusedRequestException(
                    404, "the formats are xml and json, and " + path.substring(dot + 1) + " is neither");
        }
        String[] parts = (dot < 0 ? path : path.substring(0, dot)).split("/");
        String resource = parts.length > 1 ? parts[1] : "";
        Optional<String> id = parts.length > 2 ? Optional.of(Arguments.decoded(parts[2])) : Optional.empty();
        if (parts.length > 3) {
            throw new RefusedRequestException(404, "there is nothing at " + http.path());
        }
        if (http.method() == HttpMethod.POST && resource.equals("requests") && id.isEmpty()) {
            return submit(http);
        }
        if (http.method() != HttpMethod.GET) {
            throw new RefusedRequestException(405, http.method() + " is not possible at " + http.path());
        }
        Arguments arguments = Arguments.of(http.query());
        return switch (resource + (id.isPresent() ? "/id" : "")) {
            case "discovery" -> Future.succeededFuture(new Answer(200, "discovery", discovery(http)));
            case "services" -> Future.succeededFuture(new Answer(200, "services", services.list()));
            case "services/id" ->
                Future.succeededFuture(
                        new Answer(200, "service_definition", Services.definition(services.get(id.get()))));
            case "requests" -> list(http, arguments);
            case "requests/id" ->
                find(http, arguments, List.of(id.get())).map(found -> {
                    if (found.isEmpty()) {
                        throw new RefusedRequestException(404, "service_request_id \"" + id.get() + "\" was not found");
                    }
                    return requests(found);
                });
            case "tokens/id" -> token(http, arguments, id.get());
            default -> throw new RefusedRequestException(404, "there is nothing at " + http.path());
        };
    }

    private static Map<String, Object> discovery(HttpServerRequest http) {
        Map<String, Object> endpoint = new LinkedHashMap<>();
        endpoint.put("specification", SPECIFICATION);
        endpoint.put("url", http.scheme() + "://" + http.authority() + ROOT);
        endpoint.put("changeset", CHANGESET);
        endpoint.put("type", "production");
        endpoint.put("formats", List.of("text/xml", "application/json"));
        Map<String, Object> discovery = new LinkedHashMap<>();
        discovery.put("changeset", CHANGESET);
        discovery.put("contact", "the operations centre of the city");
        discovery.put("key_service", "an api_key is a token that the administrator gives to a source");
        discovery.put("endpoints", List.of(endpoint));
        return discovery;
    }

    private Future<Answer> list(HttpServerRequest http, Arguments arguments) {
        List<String> ids = arguments.list("service_request_id");
        if (!ids.isEmpty()) {
            return find(http, arguments, ids).map(this::requests);
        }
        ServiceRequests.Wish wish = requestList.wish(arguments, clock.instant());
        return caller(http, arguments, READERS)
                .compose(reader -> serviceRequests.list(reader, wish, RequestList.MAX))
                .map(this::requests);
    }

    /** Those that are there, and may be seen. */
    private Future<List<ServiceRequest>> find(HttpServerRequest http, Arguments arguments, List<String> ids) {
        if (ids.size() > RequestList.MAX) {
            throw new RefusedRequestException(400, "more than " + RequestList.MAX + " service_request_ids are given");
        }
        List<EventNumber> numbers =
                ids.stream().flatMap(id -> EventNumber.parse(id).stream()).toList();
        return caller(http, arguments, READERS)
                .compose(reader -> serviceRequests.find(
                        reader, numbers.stream().map(EventNumber::id).toList()))
                .map(found -> found.stream()
                        .filter(request ->
                                numbers.contains(request.caseFile().event().number()))
                        .toList());
    }

    private Answer requests(List<ServiceRequest> found) {
        return new Answer(
                200, "service_requests", found.stream().map(requestList::write).toList());
    }

    /** A request has its number at once, so its token is its number. */
    private Future<Answer> token(HttpServerRequest http, Arguments arguments, String token) {
        return find(http, arguments, List.of(token)).map(found -> {
            if (found.isEmpty()) {
                throw new RefusedRequestException(404, "token \"" + token + "\" was not found");
            }
            Map<String, Object> request = new LinkedHashMap<>();
            request.put("service_request_id", token);
            request.put("token", token);
            return new Answer(200, "service_requests", List.of(request));
        });
    }

    private Future<Answer> submit(HttpServerRequest http) {
        String type = http.getHeader(HttpHeaders.CONTENT_TYPE);
        if (type != null
                && !type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(FORM)) {
            throw new RefusedRequestException(415, "Content-Type " + type + " is not taken here; right is " + FORM);
        }
        return body(http).compose(body -> {
            Arguments form = Arguments.of(body);
            return caller(http, form, REPORTERS)
                    .compose(actor -> reportEvent.report(actor, submission.report(actor, form, clock.instant())))
                    .map(filed -> submitted(filed, form));
        });
    }

    private static Answer submitted(Filed filed, Arguments form) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("service_request_id", filed.caseFile().event().number().toString());
        request.put("service_notice", null);
        request.put("account_id", form.text("account_id").orElse(null));
        return new Answer(filed.isNew() ? 201 : 200, "service_requests", List.of(request));
    }

    /** Answered when the body is at its end, though it be too large: few clients listen while they send. */
    private static Future<String> body(HttpServerRequest http) {
        Promise<String> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        long[] bytes = {0};
        http.exceptionHandler(whole::tryFail);
        http.handler(part -> {
            bytes[0] += part.length();
            if (bytes[0] <= FORM_BYTES_MAX) {
                body.appendBuffer(part);
            }
        });
        http.endHandler(end -> {
            if (bytes[0] <= FORM_BYTES_MAX) {
                whole.tryComplete(body.toString(StandardCharsets.UTF_8).strip());
            } else {
                whole.tryFail(new RefusedRequestException(413, "the form is larger than " + FORM_BYTES_MAX + " bytes"));
            }
        });
        return whole.future();
    }

    private Future<Actor> caller(HttpServerRequest http, Arguments arguments, Set<Role> roles) {
        String header = http.getHeader(HttpHeaders.AUTHORIZATION);
        Optional<String> key = arguments.text(Submission.KEY).or(() -> Optional.ofNullable(header)
                .filter(text -> text.startsWith("Bearer "))
                .map(text -> text.substring("Bearer ".length())));
        if (key.isEmpty()) {
            throw new RefusedRequestException(403, "api_key was not provided; it is a token of a source");
        }
        return keys.apply(key.get())
                .recover(nobody -> Future.failedFuture(
                        nobody instanceof RefusedException
                                ? nobody
                                : new RefusedRequestException(
                                        403, "api_key is not one of this server's, or has expired or was revoked")))
                .map(actor -> {
                    if (!roles.contains(actor.role())) {
                        throw new RefusedRequestException(
                                403, "api_key is for a " + actor.role().text() + ", who may not do this");
                    }
                    return actor;
                });
    }
}
