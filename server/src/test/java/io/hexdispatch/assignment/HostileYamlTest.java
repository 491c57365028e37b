package io.hexdispatch.assignment;

import static io.hexdispatch.assignment.TestRules.VALID;
import static io.hexdispatch.assignment.TestRules.problems;
import static io.hexdispatch.assignment.TestRules.problemsWith;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Texts that are no YAML, or YAML that means harm: always a problem with its place, soon, and never another exception. */
@Timeout(value = 10, unit = TimeUnit.SECONDS)
class HostileYamlTest {
    @Test
    void saysWhereTextIsNotYaml() {
        assertThat(problemsWith("title: test", "title: [test"))
                .singleElement()
                .asString()
                .startsWith("3:12: not YAML: ");
        assertThat(problemsWith("title: test", "title: \"test"))
                .singleElement()
                .asString()
                .contains("not YAML: ");
        assertThat(problemsWith("title: test", "\ttitle: test"))
                .singleElement()
                .asString()
                .startsWith("2:1: not YAML: ");
        assertThat(problemsWith("title: test", "title: a: b"))
                .singleElement()
                .asString()
                .startsWith("2:9: not YAML: ");
    }

    @Test
    void refusesTextWithoutContent() {
        assertThat(problems("")).containsExactly("1:1: the file is empty; begin with version: 1");
        assertThat(problems("# only a comment\n")).containsExactly("1:1: the file is empty; begin with version: 1");
        assertThat(problems("---\n"))
                .containsExactly("2:1: a rules file is written as keys with values, not as nothing");
    }

    @Test
    void refusesMoreThanOneDocument() {
        assertThat(problems(VALID + "---\n" + VALID)).singleElement().asString().contains(":1: not YAML: ");
    }

    @Test
    void refusesAnchorsAndAliases() {
        assertThat(problemsWith("{code: gas, name: Gas}", "&gas {code: gas, name: Gas}"))
                .containsExactly("4:5: anchors (&name) are not accepted; remove it");
        assertThat(problemsWith("[90003, 92002]", "*codes"))
                .containsExactly(
                        "15:18: aliases (*name) are not accepted; write the value out, or \"*\" in quotation marks");
        assertThat(problemsWith("[90003, 92002]", "[*]")).hasSize(1);
    }

    @Test
    void refusesTags() {
        assertThat(problemsWith("version: 1", "version: !!int 1"))
                .containsExactly("1:10: tags (!name) are not accepted; remove it");
        assertThat(problemsWith("[90003, 92002]", "!!set [90003]"))
                .containsExactly("15:18: tags (!name) are not accepted; remove it");
        assertThat(problemsWith("title: test", "title: !!javax.script.ScriptEngineManager [x]"))
                .containsExactly("2:8: tags (!name) are not accepted; remove it");
    }

    @Test
    void refusesAnAliasBombBeforeItGrows() {
        String bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
                + IntStream.range(1, 30)
                        .mapToObj(i ->
                                "a" + i + ": &a" + i + " [" + ("*a" + (i - 1) + ", ").repeat(8) + "*a" + (i - 1) + "]")
                        .collect(Collectors.joining("\n"));

        assertThat(problems(bomb)).containsExactly("1:5: anchors (&name) are not accepted; remove it");
    }

    @Test
    void refusesAliasThatHoldsItself() {
        assertThat(problems("a: &a [*a]")).containsExactly("1:4: anchors (&name) are not accepted; remove it");
    }

    @Test
    void refusesDeepNesting() {
        assertThat(problems("[".repeat(500_000)))
                .containsExactly("1:11: nested more than 10 deep; no part of a rules file is");
        assertThat(problems("{a: ".repeat(200_000))).singleElement().asString().contains("nested more than 10 deep");
        assertThat(problems("- ".repeat(500_000))).singleElement().asString().contains("nested more than 10 deep");
    }

    @Test
    void refusesALargeFile() {
        assertThat(problems(VALID + "#".repeat(YamlText.CHARACTERS_MAX)))
                .containsExactly("1:1: the file has " + (YamlText.CHARACTERS_MAX + VALID.length())
                        + " characters; at most 1048576");
    }

    @Test
    void refusesCharactersThatYamlDoesNotHave() {
        assertThat(problemsWith("title: test", "title: te\u0007st"))
                .containsExactly("2:10: the character U+0007 cannot stand in YAML; remove it");
        String late = VALID + "# 郑州😀\n".repeat(1_000);
        assertThat(problems(late + "😀\u0000"))
                .containsExactly(late.lines().count() + 1 + ":2: the character U+0000 cannot stand in YAML; remove it");
        assertThat(problemsWith("title: test", "title: te\uD800st"))
                .containsExactly("2:10: the character U+D800 cannot stand in YAML; remove it");
    }

    @Test
    void listsTheFirstHundredProblemsAndCountsTheRest() {
        String yaml = VALID.replace("default:\n", "  - {lead: gas}\n".repeat(150) + "default:\n");

        assertThat(problems(yaml)).hasSize(101).endsWith(" and 50 more");
        assertThat(problems(yaml).get(99)).startsWith("116:5: ");
    }

    @Test
    void boundsTheNumberOfUnitsThatAShortFormMakes() {
        String areas = IntStream.range(0, 12_000)
                .mapToObj(i -> "    - {code: x" + i + ", name: x}\n")
                .collect(Collectors.joining());
        String departments = IntStream.range(0, 9)
                .mapToObj(i -> "  - {code: d" + i + ", name: x}\n")
                .collect(Collectors.joining());
        String units = IntStream.range(0, 9)
                .mapToObj(i -> "  - {code: \"d" + i + "-{area}\", name: x, department: d" + i + ", forEachOf: many}\n")
                .collect(Collectors.joining());
        String yaml = VALID.replace("areas:\n", departments + "areas:\n  many:\n" + areas)
                .replace("skills:", units + "skills:");

        assertThat(problems(yaml))
                .singleElement()
                .asString()
                .endsWith(":5: these would be more than 100000 units; give a unit a wider area");
    }

    @Test
    void boundsTheNumberOfRules() {
        String rules = IntStream.range(0, 1_000)
                .mapToObj(i -> "  - {categories: [\"*\"], area: x" + i + ", lead: gas}\n")
                .collect(Collectors.joining());

        assertThat(problems(VALID.replace("rules:\n", "rules:\n" + rules)))
                .containsExactly("1015:5: more than 1000 rules; join some, or use class patterns");
    }

    @Test
    void answersEveryDamagedFileWithProblemsOrRules() {
        Random random = new Random(20260301);
        String alphabet = "{}[]:,-*&!|>'\"%@`#?\t\n 0a\u0000\uD83D郑";
        for (int i = 0; i < 3_000; i++) {
            StringBuilder yaml = new StringBuilder(VALID);
            for (int damage = 0; damage <= i % 4 && yaml.length() > 1; damage++) {
                int at = random.nextInt(yaml.length());
                switch (random.nextInt(3)) {
                    case 0 -> yaml.deleteCharAt(at);
                    case 1 -> yaml.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
                    default -> yaml.setLength(Math.max(at, 1));
                }
            }
            assertThat(problems(yaml.toString()))
                    .allSatisfy(problem -> assertThat(problem).matches("(?s)[0-9]+:[0-9]+: .+"));
        }
    }
}
