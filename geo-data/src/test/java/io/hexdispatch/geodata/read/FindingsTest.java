package io.hexdispatch.geodata.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.hexdispatch.geodata.read.ReadFinding.Kind;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FindingsTest {
    @Test
    void keepsTheFirstOfAKindAndCountsTheRest() {
        Findings findings = new Findings(3);
        LayerFindings layer = new LayerFindings(findings, "grids");
        for (int row = 1; row <= 10; row++) {
            layer.enterRow(row, Optional.empty());
            layer.rowError(Kind.RING, OptionalLong.empty(), "ring", Optional.empty());
        }
        layer.rowWarning(Kind.RING, OptionalLong.empty(), "direction", Optional.empty());
        assertThat(findings.all())
                .extracting(ReadFinding::message)
                .containsExactly("ring", "ring", "ring", "direction", "7 more of this kind, 10 in all");
    }

    @Test
    void keepsNoMoreOfAThousandLayersThanOfTwenty() {
        Findings findings = new Findings(3);
        for (int layer = 0; layer < 1_000; layer++) {
            new LayerFindings(findings, "layer" + layer).layerWarning(Kind.INDEX, "index");
        }
        assertThat(findings.all()).hasSize(60 + 940);
        assertThat(findings.all().get(999).message()).isEqualTo("1 more of this kind, 1 in all");
    }
}
