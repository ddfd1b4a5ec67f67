package io.jenkins.plugins.ansibleevents.engine.view;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.runner.RunListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Tells a listener of events that display text, and of the text. */
final class Shown {

    private final RunListener listener;
    private int counter;
    private int line;

    Shown(RunListener listener) {
        this.listener = listener;
    }

    void show(String type, String text) throws IOException {
        counter++;
        int end = line + (text.isEmpty() ? 0 : (int) text.lines().count());
        ObjectNode event = ViewedRun.JSON.createObjectNode();
        event.put("uuid", "u" + counter)
                .put("counter", counter)
                .put("event", type)
                .put("stdout", text);
        event.put("start_line", line).put("end_line", end).put("created", "2026-03-01T04:00:01.000000+00:00");
        ObjectNode data = event.putObject("event_data").put("play_uuid", "p").put("play", "Web");
        if (type.startsWith("runner_")) {
            data.put("host", "h").put("task_uuid", "t").put("task", "Do");
            data.putObject("res");
        }
        line = end;
        listener.event(EventLine.parse(event.toString().getBytes(StandardCharsets.UTF_8)));
        byte[] shown = text.isEmpty() ? new byte[0] : (text + "\n").getBytes(StandardCharsets.UTF_8);
        listener.output(shown, 0, shown.length);
    }
}
