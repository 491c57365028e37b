package io.hexdispatch.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.wire.Fields.Fault;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemTest {
    @Test
    void writesTheMembersOfTheStandard() {
        assertThat(Problem.of(404, "there is nothing at /x").toJson())
                .isEqualTo(new JsonObject()
                        .put("type", "about:blank")
                        .put("title", "Not Found")
                        .put("status", 404)
                        .put("detail", "there is nothing at /x"));
    }

    @Test
    void leadsWithTheFirstFaultAndListsAll() {
        Problem problem = Problem.ofFaults(List.of(new Fault("/a", "is wrong"), new Fault("/b", "is missing")));

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.detail()).isEqualTo("/a: is wrong (and 1 more)");
        assertThat(problem.toJson().getJsonArray("errors"))
                .isEqualTo(new JsonArray()
                        .add(new JsonObject().put("pointer", "/a").put("detail", "is wrong"))
                        .add(new JsonObject().put("pointer", "/b").put("detail", "is missing")));
        assertThat(Problem.ofFaults(List.of(new Fault("/a", "is wrong"))).detail())
                .isEqualTo("/a: is wrong");
    }

    @ParameterizedTest
    @CsvSource({"INVALID,400", "FORBIDDEN,403", "NOT_FOUND,404", "CONFLICT,409", "BUSY,503"})
    void givesEachRefusalItsStatusAndItsWords(RefusedException.Kind kind, int status) {
        Problem problem = Problem.of(new RefusedException(kind, "the words"));

        assertThat(problem.status()).isEqualTo(status);
        assertThat(problem.detail()).isEqualTo("the words");
        assertThat(problem.title()).isNotEqualTo("Error");
    }

    @Test
    void tellsNothingOfTheInsidesOfAFailure() {
        Problem problem = Problem.of(new IllegalStateException("password=secret at 10.0.0.5"));

        assertThat(problem.status()).isEqualTo(503);
        assertThat(problem.toJson().encode()).doesNotContain("secret").doesNotContain("10.0.0.5");
    }
}
