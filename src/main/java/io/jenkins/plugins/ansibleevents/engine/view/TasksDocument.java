package io.jenkins.plugins.ansibleevents.engine.view;

import com.fasterxml.jackson.core.JsonGenerator;
import io.jenkins.plugins.ansibleevents.engine.index.IndexedPlay;
import io.jenkins.plugins.ansibleevents.engine.index.IndexedTask;
import java.io.IOException;

/** {@code tasks}: plays and tasks in the order of their numbers, with their times and counts. */
final class TasksDocument implements Document {

    @Override
    public void write(Run run, Parameters parameters, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("plays");
        for (IndexedPlay play : run.model().plays()) {
            json.writeStartObject();
            json.writeStringField("name", play.name());
            json.writeNumberField("at", play.at());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("tasks");
        for (TaskView task : run.model().tasks()) {
            task(task, json);
        }
        json.writeEndArray();
    }

    private static void task(TaskView task, JsonGenerator json) throws IOException {
        IndexedTask source = task.source();
        json.writeStartObject();
        json.writeStringField("name", task.name());
        json.writeNumberField("play", source.play());
        json.writeStringField("path", source.path());
        json.writeStringField("action", source.action());
        json.writeStringField("role", source.role());
        json.writeNumberField("at", source.at());
        json.writeNumberField("until", task.until());
        json.writeNumberField("took", task.took());
        json.writeNumberField("longest", task.longest());
        if (task.slowest() < 0) {
            json.writeNullField("slowest");
        } else {
            json.writeNumberField("slowest", task.slowest());
        }
        json.writeObjectFieldStart("counts");
        for (ResultState state : ResultState.values()) {
            json.writeNumberField(state.word(), task.count(state));
        }
        json.writeEndObject();
        json.writeBooleanField("handler", source.handler());
        json.writeNumberField("line", source.line() < 0 ? -1 : source.line() + 1);
        json.writeEndObject();
    }
}
