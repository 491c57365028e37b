package io.hexdispatch.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RefusalAllowanceTest {
    private static final Instant NOW = Instant.parse("2026-11-25T01:00:00Z");
    private final RefusalAllowance allowance = new RefusalAllowance();

    private int takenOf(String who, int times) {
        int taken = 0;
        for (int i = 0; i < times; i++) {
            if (allowance.takes(
                    AuditRecord.refused(NOW, new Actor(Role.UNIT, who), "close", "20260301-0000042", "no"))) {
                taken++;
            }
        }
        return taken;
    }

    @Test
    void ofTooManyRefusalsOfOneCallerTheNumberIsTold() {
        assertThat(allowance.passed(NOW)).isEmpty();
        assertThat(takenOf("hostile", 1_000)).isEqualTo(RefusalAllowance.IN_FULL_MAX);
        assertThat(takenOf("other", 10)).isEqualTo(10);
        assertThat(allowance.passed(NOW.plusSeconds(59))).isEmpty();
        assertThat(allowance.passed(NOW.plusSeconds(60))).singleElement().satisfies(sum -> {
            assertThat(sum.actor().id()).isEqualTo("hostile");
            assertThat(sum.detail()).startsWith("700 more");
        });
        assertThat(takenOf("hostile", 1)).isEqualTo(1);
    }

    @Test
    void aClockThatIsSetBackBeginsAnew() {
        allowance.passed(NOW);
        takenOf("hostile", 400);
        assertThat(allowance.passed(NOW.minusSeconds(3_600))).hasSize(1);
        assertThat(takenOf("hostile", 1)).isEqualTo(1);
    }
}
