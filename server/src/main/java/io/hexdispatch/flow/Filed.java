package io.hexdispatch.flow;

import io.hexdispatch.assignment.Explanation;
import io.hexdispatch.order.CaseFile;

/**
 * A report's case file, committed.
 *
 * @param isNew false where the same report had been filed before; the case file is then as it stands now
 */
public record Filed(CaseFile caseFile, Explanation explanation, boolean isNew) {}
