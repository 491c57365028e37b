package io.hexdispatch.flow;

import io.hexdispatch.assignment.Assignment;
import io.hexdispatch.event.Jurisdiction;
import io.hexdispatch.event.Report;
import java.time.Instant;

/** A report with all that was decided about it, ready to be committed. */
public record Filing(Report report, Jurisdiction jurisdiction, Assignment assignment, Instant filedAt) {}
