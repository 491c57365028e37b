package io.hexdispatch.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The documents that the server hands out describe what it does: every route, every role, every message. */
@ExtendWith(RunningServer.Shared.class)
class ApiDescriptionIT {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    @Test
    void everyRouteIsDescribedWithItsRolesAndNothingElseIs(RunningServer server) {
        Set<String> served = server.routes().stream()
                .map(route -> route.method() + " " + route.path().replaceAll(":(\\w+)", "{$1}") + " for "
                        + texts(route.roles()))
                .collect(Collectors.toCollection(TreeSet::new));

        JsonObject document = server.get("/api/v1/openapi.json", "").json();
        Set<String> described = new TreeSet<>();
        JsonObject paths = document.getJsonObject("paths");
        for (String path : paths.fieldNames()) {
            JsonObject item = paths.getJsonObject(path);
            for (String method : item.fieldNames()) {
                if (METHODS.contains(method)) {
                    described.add(method.toUpperCase(Locale.ROOT) + " " + path + " for "
                            + texts(roles(item.getJsonObject(method))));
                }
            }
        }

        assertThat(described).isEqualTo(served);
    }

    private static Set<Role> roles(JsonObject operation) {
        if (operation.containsKey("security")) {
            return Set.of();
        }
        JsonArray texts = operation.getJsonArray("x-roles");
        return texts == null
                ? EnumSet.allOf(Role.class)
                : texts.stream()
                        .map(text -> Role.ofText((String) text).orElseThrow())
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
    }

    private static String texts(Set<Role> roles) {
        return roles.stream().map(Role::text).sorted().collect(Collectors.joining(", "));
    }

    @Test
    void everyReferenceLeadsSomewhereAndEveryOperationHasANameOfItsOwn(RunningServer server) {
        for (String path : Set.of("/api/v1/openapi.json", "/api/v1/asyncapi.json")) {
            JsonObject document = server.get(path, "").json();
            for (String pointer : references(document)) {
                assertThat(at(document, pointer)).as(path + " " + pointer).isNotNull();
            }
        }
        JsonObject paths = server.get("/api/v1/openapi.json", "").json().getJsonObject("paths");
        assertThat(paths.fieldNames().stream().map(paths::getJsonObject).flatMap(item -> item.fieldNames().stream()
                        .filter(METHODS::contains)
                        .map(method -> item.getJsonObject(method).getString("operationId"))))
                .doesNotContainNull()
                .doesNotHaveDuplicates();
    }

    /** A comma in a text without quotes makes a member without a value of what stands behind it. */
    @Test
    void everyMemberHasAValue(RunningServer server) {
        for (String path : Set.of("/api/v1/openapi.json", "/api/v1/asyncapi.json")) {
            assertThat(server.get(path, "").response().body()).doesNotContain(":null");
        }
    }

    private static Set<String> references(Object json) {
        Set<String> found = new TreeSet<>();
        if (json instanceof JsonObject object) {
            object.forEach(member -> {
                if (member.getKey().equals("$ref") && member.getValue() instanceof String pointer) {
                    found.add(pointer);
                } else {
                    found.addAll(references(member.getValue()));
                }
            });
        } else if (json instanceof JsonArray list) {
            list.forEach(item -> found.addAll(references(item)));
        }
        return found;
    }

    private static Object at(JsonObject document, String pointer) {
        Object value = document;
        for (String name : pointer.substring(2).split("/")) {
            value = value instanceof JsonObject object ? object.getValue(name) : null;
        }
        return value;
    }
}
