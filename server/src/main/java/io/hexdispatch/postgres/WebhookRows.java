package io.hexdispatch.postgres;

import io.hexdispatch.supervision.Finding;
import io.hexdispatch.supervision.Finding.Step;
import io.hexdispatch.wire.FindingJson;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;

/** What webhooks are owed, written in the transaction of what it tells of. */
final class WebhookRows {
    private WebhookRows() {}

    /** Owes each finding, as it is now, to every webhook that wants its kind. */
    static Future<Void> owe(SqlConnection connection, List<Finding> findings) {
        if (findings.isEmpty()) {
            return Future.succeededFuture();
        }
        return connection
                .preparedQuery(
                        """
                        INSERT INTO webhook_delivery (id, webhook, finding_id, type, body, created_at, next_at)
                        SELECT gen_random_uuid(), w.name, t.finding_id, t.type, t.body, t.at, t.at
                        FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::timestamptz[])
                          AS t(finding_id, kind, type, body, at)
                        JOIN webhook w ON w.kinds IS NULL OR t.kind = ANY(w.kinds)
                        """)
                .execute(Tuple.tuple()
                        .addArrayOfLong(Columns.longs(findings, Finding::id))
                        .addArrayOfString(Columns.texts(
                                findings,
                                finding -> finding.irregularity().kind().name()))
                        .addArrayOfString(Columns.texts(findings, FindingJson::type))
                        .addArrayOfString(Columns.texts(findings, WebhookRows::body))
                        .addArrayOfOffsetDateTime(Columns.times(findings, WebhookRows::lastAt)))
                .mapEmpty();
    }

    private static String body(Finding finding) {
        return FindingJson.message(finding, FindingJson.of(finding)).encode(lastAt(finding));
    }

    private static Instant lastAt(Finding finding) {
        List<Step> steps = finding.steps();
        return steps.isEmpty()
                ? finding.irregularity().at()
                : steps.get(steps.size() - 1).at();
    }
}
