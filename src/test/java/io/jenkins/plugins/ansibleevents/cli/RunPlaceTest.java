package io.jenkins.plugins.ansibleevents.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.ansibleevents.engine.emit.spool.SpooledRun;
import io.jenkins.plugins.ansibleevents.engine.record.AbandonedRun;
import io.jenkins.plugins.ansibleevents.engine.record.Manifest;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectory;
import io.jenkins.plugins.ansibleevents.engine.record.RunDirectoryException;
import io.jenkins.plugins.ansibleevents.engine.report.RunReports;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An ident that is used again: the earlier record and what waits of it are kept, or the ident is refused. */
class RunPlaceTest {

    /** What this process holds; one that is not reachable would be closed. */
    private static final Queue<Closeable> OPEN = new ConcurrentLinkedQueue<>();

    @TempDir
    Path home;

    private RunDirectory run;
    private Path state;
    private Closeable held = () -> {};

    @AfterEach
    void letGo() throws IOException {
        held.close();
        for (Closeable open = OPEN.poll(); open != null; open = OPEN.poll()) {
            open.close();
        }
    }

    @BeforeEach
    void makeRecord() throws Exception {
        state = home.resolve("delivery");
        run = RunDirectory.in(home.resolve("artifacts"), "nightly");
        run.create();
        Files.writeString(run.command(), "{\"command\": [\"ansible-playbook\"]}");
        Files.writeString(run.status(), "running");
        Files.writeString(run.events(), "");
    }

    private void end() throws IOException {
        AbandonedRun.close(run, RunReports::draw, "Ended for a test.");
    }

    private RunDirectory make() throws IOException {
        try (RunPlace place = RunPlace.make(run, state, Set.of("fact_cache"))) {
            return place.earlier().orElseThrow();
        }
    }

    private void isRefused(String why) {
        assertThatExceptionOfType(RunDirectoryException.class)
                .isThrownBy(this::make)
                .withMessageContaining(why)
                .withMessageContaining("choose another ident");
        assertThat(artifacts()).containsExactly("nightly");
    }

    private List<String> artifacts() {
        try (Stream<Path> entries = Files.list(home.resolve("artifacts"))) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void endedRecordIsMovedAsideByTheTimeOfItsEnd() throws Exception {
        end();
        Files.setLastModifiedTime(run.path(), FileTime.from(Instant.parse("2026-03-01T04:00:00Z")));

        RunDirectory earlier = make();

        String end = Manifest.read(earlier).finished().replaceAll("[-:]|\\.\\d+", "");
        assertThat(artifacts()).containsExactly("nightly", "nightly." + end);
        assertThat(earlier.status()).hasContent("failed");
        assertThat(Files.getLastModifiedTime(earlier.path()))
                .as("by which old records are removed")
                .isEqualTo(FileTime.from(Instant.parse("2026-03-01T04:00:00Z")));
        assertThat(run.path()).isEmptyDirectory();
    }

    @Test
    void recordsOfTheSameSecondGetNumbers() throws Exception {
        end();
        String name = make().path().getFileName().toString();
        Files.copy(home.resolve("artifacts").resolve(name).resolve("manifest.json"), run.manifest());

        make();

        assertThat(artifacts()).containsExactly("nightly", name, name + "-2");
    }

    @Test
    void recordOfAnsibleRunnerIsMovedAside() throws Exception {
        Files.delete(run.events());
        Files.writeString(run.status(), "successful");
        Files.writeString(run.rc(), "0");

        assertThat(make().rc()).hasContent("0");
    }

    @Test
    void runThatWasKilledHasEnded() throws Exception {
        HoldingProcess me = HoldingProcess.current();
        new HoldingProcess(me.pid(), me.host(), me.numbers(), "1").hold(run).close();

        assertThat(make().events()).exists();
    }

    @Test
    void runThatGoesOnOrDeliversIsRefused() throws Exception {
        held = HoldingProcess.current().hold(run);
        isRefused("run nightly is running (process " + ProcessHandle.current().pid() + "); wait for its end, or ");

        end();
        isRefused("its messages are being delivered (process ");
    }

    @Test
    void runThatCannotBeJudgedIsRefused() throws Exception {
        isRefused("run nightly names no process, and its record is not complete");

        HoldingProcess me = HoldingProcess.current();
        new HoldingProcess(me.pid(), "web9", "another boot", me.started())
                .hold(run)
                .close();
        isRefused("run nightly was started on web9: ask there whether it is running; if not, move ");
    }

    @Test
    void directoryOfSomethingElseIsRefused() throws Exception {
        Files.delete(run.events());
        Files.delete(run.status());
        Files.writeString(run.path().resolve("letter"), "Dear Sir");

        isRefused("is not the record of a run that has ended");
    }

    @Test
    void emptyDirectoryIsUsed() throws Exception {
        RunDirectory fresh = RunDirectory.in(home.resolve("other"), "nightly");
        Files.createDirectories(fresh.path());

        try (RunPlace place = RunPlace.make(fresh, state, Set.of("fact_cache"))) {
            assertThat(place.earlier()).isEmpty();
        }
        assertThat(fresh.path()).isEmptyDirectory();
    }

    @Test
    void factsThatWereThereBeforeTheFirstRunStay() throws Exception {
        RunDirectory fresh = RunDirectory.in(home.resolve("other"), "nightly");
        Path fact = fresh.factCache().resolve("web1");
        Files.createDirectories(fresh.factCache());
        Files.writeString(fact, "{}");

        try (RunPlace place = RunPlace.make(fresh, state, Set.of("fact_cache"))) {
            assertThat(place.earlier()).isEmpty();
            assertThatExceptionOfType(RunDirectoryException.class)
                    .isThrownBy(() -> RunPlace.make(fresh, state, Set.of("fact_cache")))
                    .withMessageStartingWith("another process is about to use ");
        }
        assertThat(fact).exists();
        assertThat(home.resolve("other")).isDirectoryNotContaining("glob:**.claim");
    }

    @Test
    void whatWaitsInTheSpoolGoesAlong() throws Exception {
        Path spooled = spool(true);
        end();

        RunDirectory earlier = make();

        assertThat(SpooledRun.record(spooled)).contains(earlier.path());
        try (SpooledRun waiting = SpooledRun.open(spooled).orElseThrow()) {
            assertThat(waiting.info().emitters()).containsExactly("audit");
            assertThat(waiting.hasItsEvents()).isTrue();
        }
    }

    /** The process was killed between the two steps. */
    @Test
    void recordWhoseMessagesWentAheadFollowsThem() throws Exception {
        Path spooled = spool(true);
        end();
        String end = Manifest.read(run).finished().replaceAll("[-:]|\\.\\d+", "");
        Path aside = run.path().resolveSibling("nightly." + end);
        try (SpooledRun waiting = SpooledRun.open(spooled).orElseThrow()) {
            waiting.recordIsNow(aside);
        }

        assertThat(make().path()).isEqualTo(aside);
    }

    @Test
    void messagesWhoseEventsAreInTheRecordOnlyAreDeliveredFirst() throws Exception {
        spool(false);
        end();

        isRefused("wait, and only its directory has the events; send them with ansible-events deliver " + state);
    }

    @Test
    void messagesThatAreBeingDeliveredAreWaitedFor() throws Exception {
        Path spooled = spool(true);
        end();

        try (SpooledRun busy = SpooledRun.open(spooled).orElseThrow()) {
            assertThat(busy.directory()).isEqualTo(spooled);
            isRefused("are being delivered by another process");
        }
    }

    /** As after a kill: the file is there, the lock is not. */
    @Test
    void claimThatAKilledProcessHasLeftIsUsed() throws Exception {
        end();
        Files.writeString(run.path().resolveSibling(".nightly.claim"), "left");

        assertThat(make().status()).hasContent("failed");
        assertThat(artifacts()).hasSize(2).doesNotContain(".nightly.claim");
    }

    @Test
    void runThatHasOnlySaidWhoseItIsKeepsItsDirectory() throws Exception {
        RunDirectory fresh = RunDirectory.in(home.resolve("artifacts"), "weekly");
        try (RunPlace place = RunPlace.make(fresh, state, Set.of())) {
            held = HoldingProcess.current().hold(fresh);
            assertThat(place.earlier()).isEmpty();
        }

        assertThatExceptionOfType(RunDirectoryException.class)
                .isThrownBy(() -> RunPlace.make(fresh, state, Set.of()))
                .withMessageStartingWith("run weekly is running (process ");
        assertThat(artifacts()).containsExactly("nightly", "weekly");
    }

    @Test
    void ofManyThreadsAtOnceOneGetsTheIdent() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 1; round <= 100; round++) {
                end();
                var together = new CyclicBarrier(2);
                Callable<Boolean> starter = () -> {
                    together.await();
                    return claimsAndSaysSo(run, state);
                };
                List<Future<Boolean>> both = threads.invokeAll(List.of(starter, starter));

                assertThat(List.of(both.get(0).get(), both.get(1).get())).containsExactlyInAnyOrder(true, false);
                assertThat(artifacts()).as("one earlier record each round").hasSize(1 + round);
                assertThat(run.manifest()).doesNotExist();
                Files.delete(run.pid());
                Files.writeString(run.status(), "running");
                Files.writeString(run.events(), "");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void ofTwoProcessesAtOnceOneGetsTheIdent() throws Exception {
        try (var first = new Starter(home);
                var second = new Starter(home)) {
            for (int round = 1; round <= 100; round++) {
                end();
                first.tell("go");
                second.tell("go");

                assertThat(List.of(first.answer(), second.answer())).containsExactlyInAnyOrder("true", "false");
                assertThat(artifacts()).as("one earlier record each round").hasSize(1 + round);
                assertThat(run.manifest()).doesNotExist();
                Files.delete(run.pid());
                Files.writeString(run.status(), "running");
                Files.writeString(run.events(), "");
            }
        }
    }

    private static boolean claimsAndSaysSo(RunDirectory run, Path state) throws IOException {
        try (RunPlace place = RunPlace.make(run, state, Set.of())) {
            OPEN.add(HoldingProcess.current().hold(run));
            return place.earlier().isPresent();
        } catch (RunDirectoryException refused) {
            return false;
        }
    }

    /** Another process, which takes the ident whenever it reads a line. */
    static final class Starter implements Closeable {

        private final Process process;
        private final BufferedReader answers;

        Starter(Path home) throws IOException {
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            process = new ProcessBuilder(
                            java,
                            "-cp",
                            System.getProperty("java.class.path"),
                            Starter.class.getName(),
                            home.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            answers = process.inputReader();
            assertThat(answer()).isEqualTo("ready");
        }

        public static void main(String[] home) throws IOException {
            RunDirectory run = RunDirectory.in(Path.of(home[0], "artifacts"), "nightly");
            var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            System.out.println("ready");
            while (lines.readLine() != null) {
                System.out.println(claimsAndSaysSo(run, Path.of(home[0], "delivery")));
            }
        }

        void tell(String line) throws IOException {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        }

        String answer() throws IOException {
            return answers.readLine();
        }

        @Override
        public void close() throws IOException {
            process.getOutputStream().close();
            answers.close();
            process.destroy();
        }
    }

    private Path spool(boolean ownEvents) throws IOException {
        var info = new SpooledRun.RunInfo("nightly", run.path(), home.toString(), List.of("audit"));
        try (SpooledRun spooled = SpooledRun.create(state, info)) {
            if (ownEvents) {
                spooled.keepEvents();
            }
            return spooled.directory();
        }
    }
}
