package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.ansibleevents.engine.inbound.dispatch.MessageStep.Kind;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The steps of one message, oldest first: the first and the last ones, because a message may be postponed for an hour. As
 * JSON each is {@code [milliseconds, "letter", "detail"]}.
 */
record MessageSteps(List<MessageStep> all) {

    static final MessageSteps NONE = new MessageSteps(List.of());

    private static final int FIRST = 6;
    private static final int MOST = 24;

    /** With one more; the same when nothing has happened since the last one. */
    MessageSteps with(MessageStep step) {
        if (!all.isEmpty() && all.get(all.size() - 1).kind() == step.kind() && isRepeated(step)) {
            return this;
        }
        var more = new ArrayList<>(all);
        more.add(step);
        if (more.size() > MOST) {
            leaveOut(more);
        }
        return new MessageSteps(List.copyOf(more));
    }

    private boolean isRepeated(MessageStep step) {
        return all.get(all.size() - 1).detail().equals(step.detail());
    }

    /** Whether a run was asked for and nothing has happened since. */
    boolean waitsForItsRun() {
        return !all.isEmpty() && all.get(all.size() - 1).kind() == Kind.ASKED;
    }

    private static void leaveOut(List<MessageStep> steps) {
        MessageStep left = steps.get(FIRST);
        boolean isMark = left.kind() == Kind.LEFT_OUT;
        int number = isMark ? Integer.parseInt(left.detail()) + 1 : 2;
        MessageStep next = steps.remove(FIRST + 1);
        steps.set(FIRST, new MessageStep(next.at(), Kind.LEFT_OUT, Integer.toString(number)));
    }

    void write(JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("steps");
        for (MessageStep step : all) {
            out.writeStartArray();
            out.writeNumber(step.at().toEpochMilli());
            out.writeString(step.kind().letter());
            if (!step.detail().isEmpty()) {
                out.writeString(step.detail());
            }
            out.writeEndArray();
        }
        out.writeEndArray();
    }

    static MessageSteps read(JsonNode steps) {
        var all = new ArrayList<MessageStep>();
        for (JsonNode step : steps) {
            all.add(new MessageStep(
                    Instant.ofEpochMilli(step.path(0).asLong()),
                    Kind.of(step.path(1).asText()),
                    step.path(2).asText("")));
        }
        return new MessageSteps(List.copyOf(all));
    }
}
