package io.jenkins.plugins.ansibleevents.engine.view;

import com.fasterxml.jackson.core.JsonGenerator;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.event.AnsibleInfo;
import io.jenkins.plugins.ansibleevents.engine.event.HostState;
import io.jenkins.plugins.ansibleevents.engine.playbook.ModeOption;
import io.jenkins.plugins.ansibleevents.engine.record.Manifest;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/** {@code summary}: the run as a whole, small enough to be asked for again and again. */
final class SummaryDocument implements Document {

    @Override
    public void write(Run run, Parameters parameters, JsonGenerator json) throws IOException {
        write(run, List.of(), json);
    }

    /** @param leftOut sentences about what an embedded view leaves out */
    static void write(Run run, List<String> leftOut, JsonGenerator json) throws IOException {
        RunFacts facts = run.facts();
        RunModel model = run.model();
        Manifest manifest = facts.manifest();
        json.writeStringField("ident", facts.ident(run.files()));
        json.writeStringField("title", RunTitle.of(model, facts.starting().command()));
        json.writeStringField("playbook", model.playbook());
        json.writeStringField("status", facts.status());
        number("rc", facts.rc(), json);
        json.writeBooleanField("final", facts.isFinal());
        json.writeStringField("sentence", facts.sentence());
        times(model, manifest, json);
        List<String> command = facts.starting().command();
        json.writeBooleanField("check", ModeOption.CHECK.isIn(command));
        json.writeBooleanField("diff", ModeOption.DIFF.isIn(command));
        counts(model, json);
        json.writeNumberField("plays", model.plays().size());
        json.writeNumberField("tasks", model.tasks().size());
        json.writeNumberField("warnings", run.remarks().list().size());
        json.writeNumberField("failures", FailureGroup.of(model).size());
        json.writeNumberField("changes", Changes.count(model));
        ansible(manifest == null ? null : manifest.ansible(), json);
        texts("command", command, json);
        json.writeStringField("cwd", facts.starting().cwd());
        texts("lost", run.lost(), json);
        texts("problems", facts.problems(), json);
        texts("notices", manifest == null ? List.of() : manifest.notices(), json);
        texts("leftOut", leftOut, json);
    }

    private static void times(RunModel model, @CheckForNull Manifest manifest, JsonGenerator json) throws IOException {
        Instant started = started(model, manifest);
        Instant finished = manifest == null ? null : instant(manifest.finished());
        json.writeStringField("started", started == null ? null : started.toString());
        json.writeStringField("finished", finished == null ? null : finished.toString());
        long took =
                started == null || finished == null ? model.lastAt() : finished.toEpochMilli() - started.toEpochMilli();
        json.writeNumberField("took", Math.max(0, took));
    }

    /** All times count from the first event; a run without events has only those of its manifest. */
    private static @CheckForNull Instant started(RunModel model, @CheckForNull Manifest manifest) {
        if (model.base() != Long.MIN_VALUE) {
            return Instant.ofEpochMilli(model.base());
        }
        return manifest == null ? null : instant(manifest.started());
    }

    private static @CheckForNull Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static void counts(RunModel model, JsonGenerator json) throws IOException {
        RunCounts counts = RunCounts.of(model);
        json.writeObjectFieldStart("hosts");
        json.writeNumberField("total", model.hosts().size());
        for (HostState state : HostState.values()) {
            json.writeNumberField(state.word(), counts.hosts(state));
        }
        json.writeEndObject();
        json.writeObjectFieldStart("results");
        for (ResultState state : ResultState.values()) {
            json.writeNumberField(state.word(), counts.results(state));
        }
        json.writeEndObject();
    }

    private static void ansible(@CheckForNull AnsibleInfo ansible, JsonGenerator json) throws IOException {
        if (ansible == null) {
            json.writeNullField("ansible");
            return;
        }
        json.writeObjectFieldStart("ansible");
        json.writeStringField("core_version", ansible.coreVersion());
        json.writeStringField("python_version", ansible.pythonVersion());
        json.writeStringField("python_executable", ansible.pythonExecutable());
        json.writeStringField("executable", ansible.executable());
        json.writeStringField("config_file", ansible.configFile());
        texts("collections_paths", ansible.collectionsPaths(), json);
        json.writeEndObject();
    }

    private static void number(String name, @CheckForNull Integer number, JsonGenerator json) throws IOException {
        if (number == null) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, number);
        }
    }

    private static void texts(String name, List<String> texts, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
