package io.hexdispatch.assignment;

import static io.hexdispatch.assignment.TestRules.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What docs/assignment-rules.md says of its example. */
class DocumentedRulesTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "assignment-rules.md");

    private final AssignmentRules rules = TestRules.rules(example());

    private static String example() {
        try {
            String document = Files.readString(DOCUMENT);
            int start = document.indexOf("```yaml\n") + "```yaml\n".length();
            return document.substring(start, document.indexOf("```", start));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void sendsTheDarkTrafficLightInGongyiToTheTrafficPoliceOfTheCountyAndThePoliceOfTheCity() {
        Competence competence = (Competence) rules.decide(event("02014"), TestRules.at(List.of("410181", "410100")));

        assertThat(competence.lead().name()).isEqualTo("巩义市交警");
        assertThat(competence.coHandling()).extracting(Unit::code).containsExactly("police-410100");
    }

    @Test
    void sendsADisputeToThePoliceInXinzhengAndToUrbanManagementElsewhere() {
        assertThat(lead("410184").department().code()).isEqualTo("police");
        assertThat(lead("410181").department().code()).isEqualTo("urban-management");
    }

    private Unit lead(String county) {
        return ((Competence) rules.decide(event("93001"), TestRules.at(List.of(county, "410100")))).lead();
    }
}
