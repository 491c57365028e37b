package io.hexdispatch.postgres;

import io.hexdispatch.access.Actor;
import io.hexdispatch.access.Role;
import io.hexdispatch.category.CategoryKey;
import io.hexdispatch.category.CategoryKind;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.flow.FindingNews;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.supervision.Finding;
import io.hexdispatch.supervision.FindingKind;
import io.hexdispatch.supervision.FindingRules;
import io.hexdispatch.supervision.FindingState;
import io.hexdispatch.supervision.Irregularity;
import io.hexdispatch.supervision.Subject;
import io.hexdispatch.wire.FindingJson;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * The rows of {@code finding}, written inside the transaction of what gives rise to them, with what webhooks are owed of it; told after
 * the commit.
 */
final class FindingRows {
    /** Selects findings with what their subjects are; to be followed by a condition on {@code f}, the finding, and {@code e}, the event. */
    static final String SELECT =
            """
            SELECT f.*, e.filed_at, e.category_kind, e.category, e.map_version, e.city, e.county, e.township, e.community, e.cell,
              e.micro_cell, e.dedicated
            FROM finding f JOIN event e ON e.id = f.event_id
            """;

    private record Key(long event, FindingKind kind, String occasion) {
        static Key of(Irregularity irregularity) {
            return new Key(irregularity.subject().event().id(), irregularity.kind(), irregularity.occasion());
        }
    }

    private final FindingNews news;

    FindingRows(FindingNews news) {
        this.news = news;
    }

    /** Tells of what was found and is committed now. */
    void committed(List<Finding> found) {
        found.forEach(news::found);
    }

    void changed(Finding finding) {
        news.changed(finding);
    }

    /** Writes what is irregular about a change, beside the change. Gives what is new. */
    Future<List<Finding>> follow(SqlConnection connection, CaseFile.Change change) {
        if (!FindingRules.isSuspect(change)) {
            return Future.succeededFuture(List.of());
        }
        return connection
                .preparedQuery("SELECT * FROM event_history WHERE event_id = $1 ORDER BY seq")
                .execute(Tuple.of(change.after().event().number().id()))
                .compose(lines -> insert(
                        connection,
                        FindingRules.of(
                                change,
                                StreamSupport.stream(lines.spliterator(), false)
                                        .map(PostgresEvents::historyEntry)
                                        .toList())));
    }

    /** Gives what is new. */
    static Future<List<Finding>> insert(SqlConnection connection, List<Irregularity> irregularities) {
        if (irregularities.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        return connection
                .preparedQuery(
                        """
                        INSERT INTO finding (event_id, kind, occasion, found_at, actor_role, actor, reason, evidence, accountable,
                          state)
                        SELECT event_id, kind, occasion, found_at, actor_role, actor, reason, evidence::jsonb,
                          accountable::jsonb, 'OPEN'
                        FROM unnest($1::bigint[], $2::text[], $3::text[], $4::timestamptz[], $5::text[], $6::text[],
                          $7::text[], $8::text[], $9::text[]) AS t(event_id, kind, occasion, found_at, actor_role, actor,
                          reason, evidence, accountable)
                        ON CONFLICT (event_id, kind, occasion) DO NOTHING
                        RETURNING id, event_id, kind, occasion
                        """)
                .execute(columns(irregularities))
                .compose(rows -> {
                    Map<Key, Irregularity> byKey = new HashMap<>();
                    irregularities.forEach(each -> byKey.put(Key.of(each), each));
                    List<Finding> found = new ArrayList<>();
                    for (Row row : rows) {
                        Key key = new Key(
                                row.getLong("event_id"),
                                FindingKind.valueOf(row.getString("kind")),
                                row.getString("occasion"));
                        found.add(new Finding(row.getLong("id"), byKey.get(key), List.of()));
                    }
                    return WebhookRows.owe(connection, found).map(found);
                });
    }

    private static Tuple columns(List<Irregularity> all) {
        return Tuple.tuple()
                .addArrayOfLong(
                        Columns.longs(all, each -> each.subject().event().id()))
                .addArrayOfString(Columns.texts(all, each -> each.kind().name()))
                .addArrayOfString(Columns.texts(all, Irregularity::occasion))
                .addArrayOfOffsetDateTime(Columns.times(all, Irregularity::at))
                .addArrayOfString(Columns.optionalTexts(
                        all, each -> each.by().map(by -> by.role().name())))
                .addArrayOfString(Columns.optionalTexts(all, each -> each.by().map(Actor::id)))
                .addArrayOfString(Columns.texts(all, Irregularity::reason))
                .addArrayOfString(
                        Columns.texts(all, each -> FindingJson.of(each.subject().event(), each.evidence())
                                .encode()))
                .addArrayOfString(Columns.texts(
                        all, each -> FindingJson.actors(each.accountable()).encode()));
    }

    /** Writes what was said, and what webhooks are owed of it. The finding's lock is held. */
    static Future<Void> update(SqlConnection connection, Finding finding) {
        return connection
                .preparedQuery("UPDATE finding SET steps = $2, state = $3, conclusion = $4 WHERE id = $1")
                .execute(Tuple.of(
                        finding.id(),
                        FindingJson.steps(finding.steps()),
                        finding.state().name(),
                        finding.conclusion().map(Enum::name).orElse(null)))
                .compose(done -> WebhookRows.owe(connection, List.of(finding)));
    }

    static Finding read(Row row) {
        Instant filedAt = row.getOffsetDateTime("filed_at").toInstant();
        Finding finding = new Finding(
                row.getLong("id"),
                new Irregularity(
                        new Subject(
                                EventNumber.of(filedAt, row.getLong("event_id")),
                                new CategoryKey(
                                        CategoryKind.valueOf(row.getString("category_kind")),
                                        row.getString("category")),
                                CaseFileRows.jurisdiction(row)),
                        FindingKind.valueOf(row.getString("kind")),
                        row.getString("occasion"),
                        row.getOffsetDateTime("found_at").toInstant(),
                        Optional.ofNullable(row.getString("actor_role"))
                                .map(role -> new Actor(Role.valueOf(role), row.getString("actor"))),
                        row.getString("reason"),
                        FindingJson.evidence(row.get(JsonObject.class, "evidence")),
                        FindingJson.actors(row.get(JsonArray.class, "accountable"))),
                FindingJson.steps(row.get(JsonArray.class, "steps")));
        FindingState stored = FindingState.valueOf(row.getString("state"));
        if (finding.state() != stored) {
            throw new IllegalStateException("finding " + finding.id() + " is " + stored + " in the database, but "
                    + finding.state() + " by what was said");
        }
        return finding;
    }
}
