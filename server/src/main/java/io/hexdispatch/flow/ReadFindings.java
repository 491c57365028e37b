package io.hexdispatch.flow;

import io.hexdispatch.access.Actor;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.supervision.Finding;
import io.hexdispatch.supervision.FindingFigures;
import io.vertx.core.Future;
import java.util.List;

/** Somebody looks up findings: the supervisor and the administrator all, the others what is put to them. */
public final class ReadFindings {
    private final Findings findings;

    public ReadFindings(Findings findings) {
        this.findings = findings;
    }

    public Future<Finding> one(Actor reader, long id) {
        return findings.find(id).map(found -> found.filter(finding -> finding.isVisibleTo(reader))
                .orElseThrow(
                        () -> new RefusedException(Kind.NOT_FOUND, "there is no finding " + id + " that you may see")));
    }

    public Future<List<Finding>> list(Findings.Query query) {
        return findings.list(query);
    }

    public Future<FindingFigures> figures(Findings.Span span) {
        return findings.figures(span);
    }
}
