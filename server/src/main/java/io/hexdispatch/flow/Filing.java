package io.hexdispatch.flow;

import io.hexdispatch.assignment.Assignment;
import io.hexdispatch.event.Jurisdiction;
import io.hexdispatch.event.Report;
import io.hexdispatch.jointhandling.Proposal;
import java.time.Instant;
import java.util.Optional;

/**
 * A report with all that was decided about it, ready to be committed.
 *
 * @param joint the joint handling that it begins with; empty where nothing speaks for one, as with nearly all
 */
public record Filing(
        Report report, Jurisdiction jurisdiction, Assignment assignment, Instant filedAt, Optional<Proposal> joint) {
    public Filing(Report report, Jurisdiction jurisdiction, Assignment assignment, Instant filedAt) {
        this(report, jurisdiction, assignment, filedAt, Optional.empty());
    }
}
