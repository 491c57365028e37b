package io.hexdispatch.flow;

import io.hexdispatch.assignment.Explanation;
import io.hexdispatch.event.HistoryEntry;
import io.hexdispatch.order.CaseFile;
import java.util.List;

/** Everything that is known of an event: its case file, why it was assigned as it was, and all that happened since. */
public record Dossier(CaseFile caseFile, Explanation explanation, List<HistoryEntry> history) {}
