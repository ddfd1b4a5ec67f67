package io.jenkins.plugins.ansibleevents.engine.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.ansibleevents.engine.event.EventHead;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.EventType;
import io.jenkins.plugins.ansibleevents.engine.event.ResultText;
import io.jenkins.plugins.ansibleevents.engine.text.Excerpt;
import java.io.IOException;

/** What an event says, in a line. */
final class EventText {

    private static final int CHARACTERS = 300;

    private EventText() {}

    /** The reason or message of a result, the label of an item, the name of what begins, else the displayed text. */
    static String of(EventLine line) throws IOException {
        EventHead head = line.head();
        if (head.host() == null || EventType.RUNNER_ON_START.equals(head.event())) {
            return begun(line);
        }
        JsonNode result = line.tree().path("event_data").path("res");
        String said = ResultText.headline(result);
        if (said.isEmpty() && head.event().endsWith("_skipped")) {
            said = whySkipped(result);
        }
        return Excerpt.of(
                isItem(head.event()) ? label(head, result) + (said.isEmpty() ? "" : ": " + said) : said, CHARACTERS);
    }

    /** ansible-core names the condition since 2.16, and says before that only that there was one. */
    private static String whySkipped(JsonNode result) {
        JsonNode condition = result.path("false_condition");
        if (!condition.isMissingNode()) {
            return "the condition is false: " + ResultText.text(condition);
        }
        String reason = ResultText.text(result.path("skip_reason"));
        return reason.isEmpty() ? ResultText.text(result.path("skipped_reason")) : reason;
    }

    static boolean isItem(String type) {
        return type.startsWith("runner_item_on_") || type.equals("runner_retry");
    }

    private static String label(EventHead head, JsonNode result) {
        if (head.event().equals("runner_retry")) {
            return "attempt " + result.path("attempts").asText("?") + " of "
                    + Math.max(0, result.path("retries").asInt() - 1);
        }
        String label = ResultText.text(result.path("_ansible_item_label"));
        return "item " + (label.isEmpty() ? ResultText.text(result.path("item")) : label);
    }

    private static String begun(EventLine line) throws IOException {
        EventHead head = line.head();
        String text =
                switch (head.event()) {
                    case EventType.PLAYBOOK_ON_PLAY_START -> head.play();
                    case EventType.PLAYBOOK_ON_TASK_START, EventType.RUNNER_ON_START -> head.task();
                    default -> ResultText.plain(line.shown()).strip();
                };
        return text == null ? "" : Excerpt.of(text, CHARACTERS);
    }
}
