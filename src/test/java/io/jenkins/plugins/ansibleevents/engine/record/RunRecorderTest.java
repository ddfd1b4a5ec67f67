package io.jenkins.plugins.ansibleevents.engine.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import io.jenkins.plugins.ansibleevents.engine.event.StatusEvent;
import io.jenkins.plugins.ansibleevents.engine.report.RunReports;
import io.jenkins.plugins.ansibleevents.engine.runner.Remark;
import io.jenkins.plugins.ansibleevents.engine.runner.RunOutcome;
import io.jenkins.plugins.ansibleevents.engine.runner.RunResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files on the disk and the messages to the user, in good runs and after failures. */
class RunRecorderTest {

    @TempDir
    Path artifacts;

    private final FaultyFiles files = new FaultyFiles();
    private final List<String> told = new ArrayList<>();

    private RunDirectory record(List<EventLine> events) throws IOException {
        RunDirectory run = RunDirectory.in(artifacts, "run");
        run.create();
        try (RunRecorder recorder = RunRecorder.open(run, RunReports::draw, told::add, files, Clock.systemUTC())) {
            recorder.status(new StatusEvent(
                    RunStatus.STARTING, "run", List.of("ansible-playbook", "site.yml"), Map.of("LANG", "C"), "/srv"));
            recorder.status(StatusEvent.of(RunStatus.RUNNING, "run"));
            events.forEach(recorder::event);
            recorder.remark(new Remark(Remark.Kind.WARNING, "[WARNING]: look out", false));
            byte[] text = "PLAY [web]\n".getBytes(StandardCharsets.UTF_8);
            recorder.output(text, 0, text.length);
            recorder.status(StatusEvent.of(RunStatus.FAILED, "run"));
            recorder.finish(result(events.size()));
        }
        return run;
    }

    private static RunResult result(int events) {
        var outcome = new RunOutcome(RunOutcome.Kind.HOSTS_FAILED, "tasks failed on hosts");
        return new RunResult("run", RunStatus.FAILED, 2, outcome, events, Duration.ofSeconds(1));
    }

    private static Events smallRun() {
        return new Events()
                .play("web")
                .task("Copy")
                .ok("a", true)
                .display("warning", "[WARNING]: look out")
                .failed("b", "no route")
                .stats("b", 1);
    }

    @Test
    void everythingOfARunIsThere() throws IOException {
        RunDirectory run = record(smallRun().lines());

        assertThat(run.command()).content().contains("\"ansible-playbook\"", "\"/srv\"", "\"LANG\"");
        assertThat(run.status()).hasContent("failed");
        assertThat(run.rc()).hasContent("2");
        assertThat(run.stdout()).hasContent("PLAY [web]");
        assertThat(run.stderr()).hasContent("[WARNING]: look out");
        assertThat(run.events()).hasBinaryContent(smallRun().bytes());
        assertThat(run.recap()).content().contains("\"message\" : \"no route\"");
        assertThat(run.junit()).content().contains("<failure message=\"no route\"");
        assertThat(run.report()).content().contains("no route", "[WARNING]: look out");
        assertThat(told).isEmpty();
    }

    @Test
    void nobodyElseMayReadIt() throws IOException {
        RunDirectory run = record(smallRun().lines());

        assertThat(permissions(run.path())).isEqualTo("rwx------");
        try (Stream<Path> all = Files.list(run.path())) {
            assertThat(all).isNotEmpty().allSatisfy(file -> assertThat(permissions(file))
                    .isEqualTo("rw-------"));
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void eventIsReadableByOthersAsSoonAsItIsRecorded() throws IOException {
        RunDirectory run = RunDirectory.in(artifacts, "run");
        run.create();
        try (RunRecorder recorder = RunRecorder.open(run, RunReports::draw, told::add)) {
            recorder.event(smallRun().lines().get(0));

            assertThat(Files.readAllLines(run.events())).hasSize(1);
        }
    }

    @Test
    void fullDiskLosesEventsButNeitherTheRunNorWhatIsThere() throws IOException {
        List<EventLine> events = smallRun().lines();
        files.appendFails = file -> file.endsWith("events.jsonl") && told.isEmpty();

        RunDirectory run = record(events);

        assertThat(told)
                .containsExactly(
                        "cannot record event 1 in " + run.events() + ": no space left on device; the run goes on,"
                                + " later events are recorded when that is possible again",
                        "1 of 6 events is missing (counter 1)");
        assertThat(Files.readAllLines(run.events())).hasSize(5);
        assertThat(Manifest.verify(run.path()).findings()).contains("1 of 6 events is missing (counter 1)");
        assertThat(run.report()).content().contains("This record is not complete.", "1 of 6 events is missing");
    }

    @Test
    void indexThatCannotBeWrittenIsGivenUpAndNothingElse() throws IOException {
        files.appendFails = file -> file.endsWith("events.index.v1");

        RunDirectory run = record(smallRun().lines());

        assertThat(told).isEmpty();
        assertThat(run.index()).doesNotExist();
        assertThat(run.events()).hasBinaryContent(smallRun().bytes());
        assertThat(run.report()).content().contains("no route");
        assertThat(run.junit()).content().contains("<failure message=\"no route\"");

        RunReports.redraw(run);

        assertThat(run.index()).exists();
    }

    @Test
    void indexKnowsOnlyWhatTheFileHas() throws IOException {
        files.appendFails = file -> file.endsWith("events.jsonl") && told.isEmpty();
        RunDirectory run = record(smallRun().lines());
        byte[] index = Files.readAllBytes(run.index());
        Files.delete(run.index());

        RunReports.redraw(run);

        assertThat(run.index()).hasBinaryContent(index);
    }

    @Test
    void manifestTakesTheReportsPlaceWhenTheDiskIsFull() throws IOException {
        Path report = artifacts.resolve("run/report.html");
        files.replaceFails = file -> file.endsWith("manifest.json") && Files.exists(report);

        RunDirectory run = record(smallRun().lines());

        assertThat(run.manifest()).exists();
        assertThat(run.report()).doesNotExist();
        assertThat(told).containsExactly("cannot write " + run.manifest() + ": no space left on device");
    }

    @Test
    void failedReplaceKeepsTheOldFileAndLeavesNothingBehind() throws IOException {
        Path file = Files.writeString(artifacts.resolve("recap.json"), "old");

        assertThatThrownBy(() -> ArtifactFiles.real().replace(file, out -> {
                    out.write("half".getBytes(StandardCharsets.UTF_8));
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(IOException.class);

        assertThat(file).hasContent("old");
        try (Stream<Path> all = Files.list(artifacts)) {
            assertThat(all).containsExactly(file);
        }
    }

    @Test
    void renameThatFailsLeavesTheDirectoryInTheWay() throws IOException {
        Path inTheWay = Files.createDirectories(artifacts.resolve("recap.json/full"));

        assertThatThrownBy(() -> ArtifactFiles.real().replace(inTheWay.getParent(), out -> out.write('x')))
                .isInstanceOf(IOException.class);

        assertThat(inTheWay).exists();
        assertThat(artifacts.resolve(".recap.json.tmp")).doesNotExist();
    }

    @Test
    void directoryOfAnotherRunIsNeverTouched() throws IOException {
        record(smallRun().lines());

        assertThatThrownBy(() -> RunDirectory.in(artifacts, "run").create())
                .isInstanceOf(RunDirectoryException.class)
                .hasMessage("there is a run at " + artifacts.resolve("run")
                        + " already; choose another ident, or remove that directory");
    }

    @Test
    void placeThatCannotBeWrittenIsNamedBeforeTheRun() throws IOException {
        Path file = Files.writeString(artifacts.resolve("plain"), "x");

        assertThatThrownBy(() -> RunDirectory.in(file, "run").create())
                .isInstanceOf(RunDirectoryException.class)
                .hasMessageStartingWith("cannot make the run directory " + file.resolve("run") + ": ")
                .hasMessageContaining("not a directory");
    }

    @Test
    void directoryWithoutRightsIsNamedBeforeTheRun() throws IOException {
        assumeTrue(!"root".equals(System.getProperty("user.name")), "root may write everywhere");
        Path closed = Files.createDirectory(
                artifacts.resolve("closed"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-x------")));

        assertThatThrownBy(() -> RunDirectory.in(closed, "run").create())
                .isInstanceOf(RunDirectoryException.class)
                .hasMessageContaining("permission denied; choose a writable place for the directories of runs");
    }

    @Test
    void identThatWouldLeaveTheDirectoryIsRefused() {
        for (String ident : List.of("", ".", "..", "a/b", "../x", "a\nb")) {
            assertThatThrownBy(() -> RunDirectory.in(artifacts, ident))
                    .isInstanceOf(RunDirectoryException.class)
                    .hasMessageStartingWith("the ident must be");
        }
    }

    @Test
    void outputGoesOnWhenTheDiskHasSpaceAgain() throws Exception {
        RunDirectory run = RunDirectory.in(artifacts, "run");
        run.create();
        try (RunRecorder recorder = RunRecorder.open(run, RunReports::draw, told::add, files, Clock.systemUTC())) {
            write(recorder, "first\n");
            files.appendFails = file -> file.equals(run.stdout());
            write(recorder, "second\n");
            write(recorder, "third\n");
            files.appendFails = file -> false;
            write(recorder, "fourth\n");
            recorder.finish(result(0));
        }

        assertThat(run.stdout()).hasContent("first\nfourth");
        assertThat(told)
                .containsExactly(
                        "cannot write " + run.stdout() + ": no space left on device",
                        "13 bytes of Ansible's output are missing in " + run.stdout());
        assertThat(Manifest.read(run).problems()).containsAll(told);
    }

    private static void write(RunRecorder recorder, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        recorder.output(bytes, 0, bytes.length);
    }

    @Test
    void recordThatIsTakenUpHasEverythingOnce() throws IOException {
        RunDirectory whole = record(smallRun().lines());
        RunDirectory run = RunDirectory.in(artifacts, "held");
        run.create();
        try (RunRecorder first = RunRecorder.open(run, RunReports::draw, told::add)) {
            hand(first, smallRun().lines().subList(0, 3), "PLAY [w");
        }
        Files.writeString(run.events(), "{\"uuid\":\"half an ev", StandardOpenOption.APPEND);

        try (RunRecorder second = RunRecorder.takeUp(run, RunReports::draw, told::add)) {
            hand(second, smallRun().lines(), "PLAY [web]\n");
            second.status(StatusEvent.of(RunStatus.FAILED, "run"));
            second.finish(result(smallRun().lines().size()));
        }

        assertThat(told).isEmpty();
        for (String file :
                List.of("events.jsonl", "events.index.v1", "stdout", "stderr", "recap.json", "rc", "status")) {
            assertThat(run.path().resolve(file))
                    .as(file)
                    .hasSameBinaryContentAs(whole.path().resolve(file));
        }
        assertThat(Manifest.verify(run.path()).findings()).isEmpty();
        assertThat(Manifest.read(run).events()).isEqualTo(Manifest.read(whole).events());
    }

    private static void hand(RunRecorder recorder, List<EventLine> events, String text) {
        events.forEach(recorder::event);
        recorder.remark(new Remark(Remark.Kind.WARNING, "[WARNING]: look out", false));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        recorder.output(bytes, 0, bytes.length);
    }
}
