package io.jenkins.plugins.ansibleevents.engine.view;

import com.fasterxml.jackson.core.JsonGenerator;
import io.jenkins.plugins.ansibleevents.engine.event.HostTally;
import java.io.IOException;

/** {@code hosts}: every host in the order of its number, with Ansible's numbers and its first failure. */
final class HostsDocument implements Document {

    @Override
    public void write(Run run, Parameters parameters, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("hosts");
        for (HostView host : run.model().hosts()) {
            host(run, host, json);
        }
        json.writeEndArray();
    }

    private static void host(Run run, HostView host, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", host.name());
        json.writeStringField("state", host.state().word());
        HostTally.Numbers numbers = host.numbers();
        json.writeNumberField("ok", numbers.ok());
        json.writeNumberField("changed", numbers.changed());
        json.writeNumberField("unreachable", numbers.unreachable());
        json.writeNumberField("failed", numbers.failed());
        json.writeNumberField("skipped", numbers.skipped());
        json.writeNumberField("rescued", numbers.rescued());
        json.writeNumberField("ignored", numbers.ignored());
        json.writeNumberField("took", host.took());
        json.writeNumberField("first", host.first());
        json.writeNumberField("last", host.last());
        Failure failure = host.failure();
        json.writeFieldName("failure");
        if (failure == null) {
            json.writeNull();
        } else {
            failure(run.model(), failure, json);
        }
        json.writeEndObject();
    }

    private static void failure(RunModel model, Failure failure, JsonGenerator json) throws IOException {
        TaskView task = model.tasks().get(failure.task());
        json.writeStartObject();
        json.writeNumberField("task", failure.task());
        json.writeStringField("name", task.name());
        json.writeStringField("message", model.message(failure));
        json.writeStringField("path", task.source().path());
        json.writeNumberField("counter", failure.counter());
        json.writeEndObject();
    }
}
