package io.hexdispatch.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The chapter says what the rules decide by. */
class FindingKindDocumentTest {
    @Test
    void theChapterHasEveryKindWithItsDefinition() throws IOException {
        String chapter = Files.readString(Path.of("../docs/supervision.md"));
        assertThat(FindingKind.values()).hasSize(10);
        for (FindingKind kind : FindingKind.values()) {
            assertThat(chapter)
                    .contains("| `" + kind.text() + "` | " + kind.chinese() + " | " + kind.definition() + " |");
        }
    }
}
