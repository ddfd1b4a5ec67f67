package io.jenkins.plugins.ansibleevents.cli;

import io.jenkins.plugins.ansibleevents.engine.emit.EmitterSettings;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequest;
import io.jenkins.plugins.ansibleevents.engine.record.JobEvents;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.record.RunRecorder;
import io.jenkins.plugins.ansibleevents.engine.record.RunRotation;
import io.jenkins.plugins.ansibleevents.engine.report.RunReports;
import io.jenkins.plugins.ansibleevents.engine.runner.RunHandle;
import io.jenkins.plugins.ansibleevents.engine.runner.RunListener;
import io.jenkins.plugins.ansibleevents.engine.runner.RunResult;
import io.jenkins.plugins.ansibleevents.engine.runner.Runner;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** One run of the command line from the first file to the last word. */
final class RunSession {

    private final RunSetup setup;
    private final Terminal terminal;
    private final Supplier<RunDisplay> display;
    private final List<RunExtension> extensions = new ArrayList<>();
    private boolean mayUseIdentAgain;

    /** The one run of this process: a signal cancels it, and other processes find it. */
    RunSession(RunSetup setup, Terminal terminal) {
        this(setup, terminal, List.of());
        ofThisProcess();
    }

    /** The same with another display, which is the first to know of the directory. */
    RunSession(RunSetup setup, Terminal terminal, HeldDisplay display) {
        this(setup, terminal, () -> display, List.of(display.log()));
        ofThisProcess();
    }

    /** One run of several. */
    RunSession(RunSetup setup, Terminal terminal, List<RunExtension> extensions) {
        this(setup, terminal, () -> setup.display(terminal), extensions);
    }

    private RunSession(RunSetup setup, Terminal terminal, Supplier<RunDisplay> display, List<RunExtension> extensions) {
        this.setup = setup;
        this.terminal = terminal;
        this.display = display;
        this.extensions.addAll(extensions);
        setup.roleFile().ifPresent(this.extensions::add);
    }

    private void ofThisProcess() {
        mayUseIdentAgain = true;
        extensions.add(new RunChronicle(setup.home()));
        extensions.add(new Interruption(extensions));
        extensions.add(new PidFile());
    }

    /** Runs, records, displays. */
    RunResult run() throws IOException, SettingsException, InterruptedException {
        RunRotation.Limits kept = setup.kept();
        RunDirectory directory =
                RunDirectory.in(setup.artifactDir(), setup.options().ident());
        PlaybookRequest request = setup.request(directory);
        EmitterSettings emitters = setup.emitters();
        try {
            open(directory);
            return run(directory, request, emitters, kept);
        } finally {
            extensions.forEach(RunExtension::closed);
        }
    }

    private void open(RunDirectory directory) throws IOException {
        if (!mayUseIdentAgain) {
            directory.create();
            opened(directory);
            return;
        }
        try (RunPlace place =
                RunPlace.make(directory, setup.state(), setup.facts().names())) {
            opened(directory);
            if (place.earlier().isPresent()) {
                comesAfter(place.earlier().get(), directory);
            }
        }
    }

    private void comesAfter(RunDirectory earlier, RunDirectory directory) throws IOException {
        setup.remark("the earlier run of this name is now " + earlier.path());
        List<Path> leftOut = setup.facts().copy(earlier, directory);
        if (!leftOut.isEmpty()) {
            setup.remark("facts of the earlier run that are no plain files are not copied: "
                    + leftOut.stream().map(Path::toString).collect(Collectors.joining(", ")));
        }
    }

    private void opened(RunDirectory directory) throws IOException {
        for (RunExtension extension : extensions) {
            extension.opened(directory);
        }
    }

    private RunResult run(
            RunDirectory directory, PlaybookRequest request, EmitterSettings emitters, RunRotation.Limits kept)
            throws IOException, InterruptedException {
        setup.facts().make(directory);
        try (RunRecorder recorder =
                RunRecorder.open(directory, RunReports::draw, terminal::complain, setup.leftOut(directory))) {
            RunDisplay shown = display.get();
            extensions.addAll(setup.extensions(emitters, directory));
            RunHandle handle =
                    Runner.local().start(request, setup.options(directory), listeners(directory, recorder, shown));
            extensions.forEach(extension -> extension.started(handle));
            RunResult result = handle.await();
            // Before the wait for emitters: a kill during that wait then leaves a closed record.
            recorder.finish(result);
            LastWords lastWords = endOfExtensions(result, shown);
            rotate(kept);
            shown.ended(new RunEnd(result, request.isCheck(), recorder.recap(), directory, lastWords));
            return result;
        }
    }

    private RunListener[] listeners(RunDirectory directory, RunRecorder recorder, RunDisplay display)
            throws IOException {
        var listeners = new ArrayList<RunListener>();
        listeners.add(recorder);
        if (setup.jobEvents()) {
            listeners.add(JobEvents.open(directory, terminal::complain));
        }
        listeners.add(display);
        listeners.addAll(extensions);
        return listeners.toArray(RunListener[]::new);
    }

    private LastWords endOfExtensions(RunResult result, RunDisplay display) {
        display.waiting(this::whatIsWaitedFor);
        LastWords words = LastWords.NONE;
        for (RunExtension extension : extensions) {
            words = words.and(extension.ended(result));
        }
        return words;
    }

    private String whatIsWaitedFor() {
        return extensions.stream()
                .map(RunExtension::waitsFor)
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining("; "));
    }

    /** Old runs that cannot be removed are no failure of this one. */
    private void rotate(RunRotation.Limits kept) {
        try {
            RunRotation.rotate(setup.artifactDir(), kept);
        } catch (IOException e) {
            terminal.complain("cannot remove old run directories: " + e.getMessage());
        }
    }
}
