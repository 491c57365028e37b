package io.hexdispatch.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/life-cycle.md says what the tables say. */
class LifeCycleDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "life-cycle.md");

    @Test
    void theDocumentSaysWhatTheTablesSay() throws IOException {
        String right = LifeCycleDocument.write();
        if (Boolean.getBoolean("hexdispatch.write")) {
            Files.writeString(DOCUMENT, right);
        }
        assertThat(DOCUMENT)
                .as("docs/life-cycle.md is written from the tables. To write it anew: mvn -pl server -am test"
                        + " -Dtest=LifeCycleDocumentTest -Dhexdispatch.write=true"
                        + " -Dsurefire.failIfNoSpecifiedTests=false")
                .exists()
                .content()
                .isEqualTo(right);
    }
}
