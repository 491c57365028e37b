package io.hexdispatch.websocket;

import io.hexdispatch.access.Actor;
import io.hexdispatch.flow.AnswerRollCall;
import io.hexdispatch.flow.RefusedException;
import io.hexdispatch.flow.RefusedException.Kind;
import io.hexdispatch.flow.RollCalls.Recorded;
import io.hexdispatch.rollcall.RollCallId;
import io.hexdispatch.wire.CloudEvent;
import io.hexdispatch.wire.Fields;
import io.hexdispatch.wire.RollCallJson;
import io.vertx.core.Future;
import java.util.Optional;

/** Receipts of roll calls and answers to them over a WebSocket. */
final class RollCallCommands {
    static final String ACKNOWLEDGE = RollCallMessages.PREFIX + "acknowledge";
    static final String ANSWER = RollCallMessages.PREFIX + "answer";

    private final Connections connections;
    private final RollCallMessages messages;
    private final AnswerRollCall answerRollCall;

    RollCallCommands(Connections connections, RollCallMessages messages, AnswerRollCall answerRollCall) {
        this.connections = connections;
        this.messages = messages;
        this.answerRollCall = answerRollCall;
    }

    boolean takes(CloudEvent command) {
        return command.type().equals(ACKNOWLEDGE) || command.type().equals(ANSWER);
    }

    /** Carries a command out. An answer is confirmed to all terminals of whoever gave it; a receipt is not answered. */
    Future<?> carryOut(Connection connection, CloudEvent command) {
        try {
            Actor actor = connection.actor();
            RollCallId id = command.subject()
                    .flatMap(RollCallId::parse)
                    .orElseThrow(() -> new RefusedException(
                            Kind.INVALID, "/subject: the id of a roll call is needed, such as rc-12"));
            Fields fields = Fields.of(command.data());
            if (command.type().equals(ACKNOWLEDGE)) {
                fields.rejectUnknown();
                Commands.refuseFaults(fields);
                return answerRollCall.acknowledge(actor, id);
            }
            RollCallJson.GivenAnswer given = RollCallJson.readAnswer(fields);
            Commands.refuseFaults(fields);
            return answerRollCall
                    .answer(actor, id, given.text(), given.place())
                    .onSuccess(recorded -> confirm(connection, command, id, recorded));
        } catch (RefusedException | Commands.FaultyCommandException refused) {
            return Future.failedFuture(refused);
        }
    }

    private void confirm(Connection sender, CloudEvent command, RollCallId id, Recorded recorded) {
        sender.send(messages.answered(id, recorded, Optional.of(command.id())));
        for (Connection other : connections.of(sender.actor())) {
            if (other != sender) {
                other.send(messages.answered(id, recorded, Optional.empty()));
            }
        }
    }
}
