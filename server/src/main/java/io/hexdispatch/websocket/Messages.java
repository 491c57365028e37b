package io.hexdispatch.websocket;

import io.hexdispatch.access.Actor;
import io.hexdispatch.boundary.Job;
import io.hexdispatch.deadline.Deadline;
import io.hexdispatch.device.Alarm;
import io.hexdispatch.duplicate.Proposal;
import io.hexdispatch.event.EventNumber;
import io.hexdispatch.flow.Deadlines.Signalled;
import io.hexdispatch.hotspot.Topic;
import io.hexdispatch.jointhandling.JointAction;
import io.hexdispatch.jointhandling.JointHandling;
import io.hexdispatch.order.CaseFile;
import io.hexdispatch.order.Order;
import io.hexdispatch.source.SourceChange;
import io.hexdispatch.supervision.Finding;
import io.hexdispatch.wire.BoundaryJson;
import io.hexdispatch.wire.CaseFileJson;
import io.hexdispatch.wire.CloudEvent;
import io.hexdispatch.wire.DeadlineJson;
import io.hexdispatch.wire.DeviceJson;
import io.hexdispatch.wire.DuplicateJson;
import io.hexdispatch.wire.FindingJson;
import io.hexdispatch.wire.JointHandlingJson;
import io.hexdispatch.wire.Problem;
import io.hexdispatch.wire.SourceJson;
import io.hexdispatch.wire.TopicJson;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.Optional;

/** The messages that the server sends, each ready to be written. */
public final class Messages {
    static final String ORDER_DISPATCHED = CloudEvent.TYPE_PREFIX + "order.dispatched";
    static final String ORDER_CHANGED = CloudEvent.TYPE_PREFIX + "order.changed";
    static final String EVENT_FILED = CloudEvent.TYPE_PREFIX + "event.filed";
    static final String EVENT_CHANGED = CloudEvent.TYPE_PREFIX + "event.changed";
    static final String EVENT_WAITING = CloudEvent.TYPE_PREFIX + "event.waiting";
    static final String JOB_CHANGED = CloudEvent.TYPE_PREFIX + "job.changed";
    static final String MAP_ACTIVATED = CloudEvent.TYPE_PREFIX + "map.activated";
    static final String ALARM_CHANGED = CloudEvent.TYPE_PREFIX + "alarm.changed";
    static final String SOURCE_CHANGED = CloudEvent.TYPE_PREFIX + "source.changed";
    static final String COMMAND_DONE = CloudEvent.TYPE_PREFIX + "command.done";
    static final String COMMAND_REFUSED = CloudEvent.TYPE_PREFIX + "command.refused";

    private final CaseFileJson caseFileJson;
    private final JointHandlingJson jointHandlingJson;
    private final TopicJson topicJson;
    private final Clock clock;

    public Messages(CaseFileJson caseFileJson, JointHandlingJson jointHandlingJson, TopicJson topicJson, Clock clock) {
        this.caseFileJson = caseFileJson;
        this.jointHandlingJson = jointHandlingJson;
        this.topicJson = topicJson;
        this.clock = clock;
    }

    /** An order to work on. Sent again it has the same id, so that the receiver knows it. */
    String orderDispatched(CaseFile caseFile, Order order) {
        return order(caseFile.idOf(order) + "/dispatched", ORDER_DISPATCHED, caseFile, order);
    }

    /** An order's new state, for those who hold it. */
    String orderChanged(CaseFile caseFile, Order order) {
        return order(caseFile.idOf(order) + "/" + order.status(), ORDER_CHANGED, caseFile, order);
    }

    private String order(String id, String type, CaseFile caseFile, Order order) {
        JsonObject data = new JsonObject()
                .put("order", caseFileJson.of(caseFile, order))
                .put("event", caseFileJson.event(caseFile.event()));
        return encode(new CloudEvent(id, type, Optional.of(caseFile.idOf(order).toString()), data));
    }

    /** An event of a centre's area, with its orders. */
    String event(String type, CaseFile caseFile) {
        String number = caseFile.event().number().toString();
        String version = caseFile.orders().stream()
                .map(order -> order.status().toString())
                .reduce(caseFile.event().status().toString(), (states, state) -> states + "," + state);
        // What leaves all states as they are, such as a second reminder, is another message all the same.
        String last = caseFile.event()
                .course()
                .last()
                .map(line -> "/" + line.action() + "/" + line.at())
                .orElse("");
        return encode(new CloudEvent(
                number + "/" + version + last,
                type,
                Optional.of(number),
                new JsonObject().put("event", caseFileJson.of(caseFile))));
    }

    /** A deadline that warned, was missed or was escalated. Each step has an id of its own. */
    String deadline(Signalled signalled) {
        Deadline deadline = signalled.fired().after();
        EventNumber number = signalled.caseFile().event().number();
        JsonObject data = new JsonObject()
                .put("deadline", DeadlineJson.of(number, deadline))
                .put("event", caseFileJson.of(signalled.caseFile()));
        signalled
                .fired()
                .told()
                .ifPresent(told -> data.put(
                        "told", new JsonObject().put("role", told.role().text()).put("id", told.id())));
        String subject = deadline.key().ordinal() == 0
                ? number.toString()
                : number + "-" + deadline.key().ordinal();
        return encode(new CloudEvent(
                subject + "/" + deadline.key().kind().text() + "/" + deadline.step() + "/"
                        + deadline.dueAt().toEpochMilli(),
                CloudEvent.TYPE_PREFIX + signalled.fired().signal().text().replace('-', '.'),
                Optional.of(subject),
                data));
    }

    /** How far a job is. */
    String job(Job job) {
        return encode(new CloudEvent(
                job.id() + "/" + job.state() + "/" + job.step() + "/" + job.done(),
                JOB_CHANGED,
                Optional.of(job.id()),
                new JsonObject().put("job", BoundaryJson.of(job))));
    }

    /** That another map is live from now on. */
    String mapActivated(String version, String title) {
        return encode(new CloudEvent(
                "map/" + version + "/" + clock.instant().toEpochMilli(),
                MAP_ACTIVATED,
                Optional.of(version),
                new JsonObject().put("version", version).put("title", title)));
    }

    /** How often an alarm was raised, or that it is over. */
    String alarmChanged(Alarm alarm) {
        return encode(new CloudEvent(
                "alarm/" + alarm.id() + "/" + alarm.count()
                        + alarm.clearedAt().map(at -> "/" + at.toEpochMilli()).orElse(""),
                ALARM_CHANGED,
                Optional.of(alarm.device()),
                new JsonObject().put("alarm", DeviceJson.of(alarm))));
    }

    /** That two events look like one. */
    String duplicateProposed(Proposal proposal) {
        return encode(new CloudEvent(
                "duplicate/" + proposal.id(),
                CloudEvent.TYPE_PREFIX + "duplicate.proposed",
                Optional.of(proposal.duplicate().event().toString()),
                new JsonObject().put("duplicate", DuplicateJson.of(proposal))));
    }

    /** That a source is in the registry as it says, or no more. */
    String sourceChanged(SourceChange change) {
        return encode(new CloudEvent(
                "source/" + change.key() + "/" + change.at().toEpochMilli(),
                SOURCE_CHANGED,
                Optional.of(change.key()),
                SourceJson.of(change)));
    }

    /** That a joint handling was proposed or opened, or what was done or said in it. Each line of its record has an id of its own. */
    String jointHandling(JointHandling handling, CaseFile caseFile) {
        String action = handling.record().get(handling.record().size() - 1).action();
        String type = action.equals(JointAction.PROPOSE)
                ? "jointhandling.proposed"
                : action.equals(JointAction.OPEN_IT.text()) ? "jointhandling.opened" : "jointhandling.changed";
        return encode(new CloudEvent(
                "jointhandling/" + handling.event() + "/" + handling.record().size(),
                CloudEvent.TYPE_PREFIX + type,
                Optional.of(handling.event().toString()),
                jointHandlingJson.message(handling, caseFile)));
    }

    /** That a problem which comes again and again should be taken up. */
    String topicProposed(Topic topic) {
        return encode(new CloudEvent(
                "topic/" + topic.id() + "/proposed",
                CloudEvent.TYPE_PREFIX + "topic.proposed",
                Optional.of(Long.toString(topic.id())),
                new JsonObject().put("topic", topicJson.of(topic))));
    }

    /** What somebody did with a topic, with the line of its history. */
    String topicChanged(Topic topic, Topic.Entry entry) {
        return encode(new CloudEvent(
                "topic/" + topic.id() + "/" + entry.action() + "/" + entry.at().toEpochMilli(),
                CloudEvent.TYPE_PREFIX + "topic.changed",
                Optional.of(Long.toString(topic.id())),
                new JsonObject().put("topic", topicJson.of(topic)).put("entry", TopicJson.entry(entry))));
    }

    /** That other rules are live from now on. */
    String rulesActivated(int version, String title) {
        return encode(new CloudEvent(
                "rules/" + version + "/" + clock.instant().toEpochMilli(),
                CloudEvent.TYPE_PREFIX + "rules.activated",
                Optional.of(Integer.toString(version)),
                new JsonObject().put("version", version).put("title", title)));
    }

    /** A finding as somebody may see it: that it was found, or what became of it since. */
    String finding(Finding finding, Actor reader) {
        return encode(FindingJson.message(finding, FindingJson.of(finding, reader)));
    }

    /** What a command came to, with the event as it stands now. */
    String commandDone(CloudEvent command, CaseFile caseFile) {
        return encode(new CloudEvent(
                "done/" + command.id(),
                COMMAND_DONE,
                command.subject(),
                new JsonObject().put("command", command.id()).put("event", caseFileJson.of(caseFile))));
    }

    /** @param command the id of the command at fault; empty where it could not be read that far */
    String commandRefused(Optional<String> command, Optional<String> subject, Problem problem) {
        JsonObject data = new JsonObject().put("problem", problem.toJson());
        command.ifPresent(id -> data.put("command", id));
        return encode(new CloudEvent("refused/" + command.orElse("unread"), COMMAND_REFUSED, subject, data));
    }

    private String encode(CloudEvent event) {
        return event.encode(clock.instant());
    }
}
