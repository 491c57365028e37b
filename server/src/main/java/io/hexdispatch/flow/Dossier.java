package io.hexdispatch.flow;

import io.hexdispatch.assignment.Explanation;
import io.hexdispatch.event.HistoryEntry;
import io.hexdispatch.jointhandling.JointStatus;
import io.hexdispatch.order.CaseFile;
import java.util.List;
import java.util.Optional;

/**
 * Everything that is known of an event: its case file, why it was assigned as it was, and all that happened since.
 *
 * @param joint where its joint handling stands; empty where it has none
 */
public record Dossier(
        CaseFile caseFile, Explanation explanation, List<HistoryEntry> history, Optional<JointStatus> joint) {}
