package io.hexdispatch.geodata.read;

import java.util.List;

/**
 * What was found out about a boundary file while its grids were read.
 *
 * @param file its name
 * @param layers in the order in which they were read
 * @param findings in the order in which they were met; of a kind that is met very often only the first ones, and then one that
 *     says how many more there are
 */
public record BoundaryReading(String file, List<LayerReading> layers, List<ReadFinding> findings) {
    /** Whether anything is missing or wrong in what was read. */
    public boolean hasErrors() {
        return findings.stream().anyMatch(finding -> finding.severity() == ReadFinding.Severity.ERROR);
    }
}
