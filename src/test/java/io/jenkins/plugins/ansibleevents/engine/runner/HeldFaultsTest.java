package io.jenkins.plugins.ansibleevents.engine.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Held runs of which something breaks: their host is away, their files or processes are gone. */
@Execution(ExecutionMode.CONCURRENT)
class HeldFaultsTest {

    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    Path directory;

    @TempDir
    Path privateParent;

    private final RecordedRun recorded = new RecordedRun();
    private final AwayHost away = new AwayHost();

    private final TicketOfRun holder = new TicketOfRun();

    @BeforeAll
    static void needAnsible() {
        AnsibleHere.need("ansible-playbook");
    }

    @BeforeEach
    void writePlaybook() throws IOException {
        Files.writeString(directory.resolve("site.yml"), """
                - hosts: all
                  gather_facts: false
                  tasks:
                    - debug: {msg: first}
                    - name: wait
                      shell: "touch '%1$s/in-{{ inventory_hostname }}'; while [ ! -e '%1$s/go' ]; do sleep 0.1; done"
                    - debug: {msg: last}
                """.formatted(directory));
    }

    @AfterEach
    void nothingIsLeft() {
        away.isAway.set(false);
        await().atMost(LONG).untilAsserted(() -> assertThat(privateParent).isEmptyDirectory());
        await().atMost(LONG).untilAsserted(() -> assertThat(Processes.with(privateParent.toString()))
                .isEmpty());
    }

    @Test
    void hostThatIsBackHandsOutWhatHappenedMeanwhile() throws Exception {
        RunHandle run = startAndReachTheWait(options());
        away.isAway.set(true);
        awaitNotice("waiting for it");
        Files.createFile(directory.resolve("go"));
        awaitEndOfAnsible();

        away.isAway.set(false);

        assertWhole(run.await());
        assertThat(recorded.notices)
                .satisfiesExactly(
                        notice -> assertThat(notice)
                                .isEqualTo("agent a1 was disconnected: cut; the run goes on there, waiting for it"),
                        notice -> assertThat(notice).startsWith("the host of the run is back after "));
    }

    @Test
    void stopThatWasAskedWhileTheHostWasAwayIsDoneWhenItIsBack() throws Exception {
        RunHandle run = startAndReachTheWait(options());
        away.isAway.set(true);
        awaitNotice("waiting for it");
        run.cancel();
        awaitNotice("; the run will be stopped when its host is back");

        away.isAway.set(false);

        assertThat(run.await().status()).isEqualTo(RunStatus.CANCELED);
    }

    @Test
    void whoCancelsTwiceDoesNotWaitForTheHost() throws Exception {
        RunHandle run = startAndReachTheWait(options());
        away.isAway.set(true);
        awaitNotice("waiting for it");

        run.cancel();
        run.cancel();

        RunResult result = run.await();
        assertThat(result.status()).isEqualTo(RunStatus.CANCELED);
        assertThat(result.outcome().sentence())
                .startsWith("canceled")
                .endsWith(
                        "its host could not be reached (agent a1 was disconnected: cut): the processes of the run end by"
                                + " themselves when nobody has reached them for 30 s");
    }

    @Test
    void jobTimeoutCountsWhileTheHostIsAway() throws Exception {
        RunHandle run = startAndReachTheWait(options().withJobTimeout(Duration.ofSeconds(20)));
        away.isAway.set(true);
        awaitNotice("job timeout");

        away.isAway.set(false);

        assertThat(run.await().status()).isEqualTo(RunStatus.TIMEOUT);
    }

    @Test
    void hostThatIsGoneForGoodEndsTheRunWithWhatWasCaptured() throws Exception {
        RunHandle run = startAndReachTheWait(options());
        away.isAway.set(true);
        awaitNotice("waiting for it");

        away.isGone.set(true);

        RunResult result = run.await();
        assertThat(result.outcome().kind()).isEqualTo(RunOutcome.Kind.HOST_LOST);
        assertThat(result.outcome().sentence())
                .startsWith("agent a1 was removed")
                .contains("\"wait\"");
        assertThat(recorded.output()).contains("\"msg\": \"first\"", "TASK [wait]");
    }

    @Test
    void hostThatIsAwayForLongerThanThePatienceEndsTheRun() throws Exception {
        RunHandle run = startAndReachTheWait(options());

        away.isAway.set(true);

        RunResult result = run.await();
        assertThat(result.outcome().kind()).isEqualTo(RunOutcome.Kind.HOST_LOST);
        assertThat(result.outcome().sentence())
                .startsWith(
                        "agent a1 was disconnected: cut; nobody has reached the run for longer than 30 s, after which it"
                                + " ends by itself");
    }

    @Test
    void runWhoseParentWasKilledBeforeAnsibleBeganEndsWithoutAnyTask() throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HeldRun.class.getName(),
                        directory.toString(),
                        privateParent.toString(),
                        "halt")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String[] words = parent.inputReader().readLine().split(" ");
        parent.waitFor();
        var given = new RunTicket("held-1", words[0], words[1], Instant.parse(words[2]));

        RunResult result = takeUp(given).await();

        assertThat(result.outcome().kind()).isEqualTo(RunOutcome.Kind.NOT_STARTED);
        assertThat(result.outcome().sentence())
                .isEqualTo("nothing was run: the program that started the run was ended before Ansible began; start it"
                        + " again");
        assertThat(recorded.events).isEmpty();
        assertThat(directory.resolve("in-web1")).doesNotExist();
    }

    @Test
    void runThatEndedItselfSaysSoToWhoComesTooLate() throws Exception {
        leave(startAndReachTheWait(options()));
        await().atMost(LONG)
                .until(() -> !Files.exists(Path.of(holder.ticket.get().directory())));

        RunResult result = takeUp(holder.ticket.get()).await();

        assertThat(result.outcome().kind()).isEqualTo(RunOutcome.Kind.HOST_LOST);
        assertThat(result.outcome().sentence())
                .startsWith("the private directory " + holder.ticket.get().directory()
                        + " of the run is not there any more: nobody" + " came back to the run for 30 s");
    }

    /** A process of a held run. */
    private enum Part {
        SUPERVISOR,
        RELAY,
        PULSE,
        ALL_OF_THE_SCRIPT
    }

    @ParameterizedTest
    @EnumSource(Part.class)
    void processKilledFromOutsideEndsTheRunClearlyOrIsOvercome(Part part) throws Exception {
        RunHandle run = startAndReachTheWait(options());
        kill(part);
        if (part == Part.PULSE) {
            awaitPulse();
            Files.createFile(directory.resolve("go"));
            assertWhole(run.await());
            return;
        }

        RunResult result = run.await();

        assertThat(result.status()).as(result.outcome().sentence()).isEqualTo(RunStatus.FAILED);
        assertThat(result.outcome().sentence())
                .matches(
                        switch (part) {
                            case SUPERVISOR -> "the process that holds Ansible was ended from outside.*";
                            case RELAY -> ".*signal.*";
                            default -> "nothing of the run is left on its host but its files: .*\"wait\".*";
                        });
        assertThat(recorded.output()).contains("\"msg\": \"first\"", "TASK [wait]");
    }

    @ParameterizedTest
    @EnumSource(Part.class)
    void processKilledWhileNobodyWasThereIsNoticedAndEverythingIsHandedOut(Part part) throws Exception {
        leave(startAndReachTheWait(options()));
        kill(part);

        RunHandle run = takeUp(holder.ticket.get());

        if (part == Part.PULSE) {
            Files.createFile(directory.resolve("go"));
            assertWhole(run.await());
            return;
        }
        RunResult result = run.await();
        assertThat(result.status()).as(result.outcome().sentence()).isEqualTo(RunStatus.FAILED);
        assertThat(recorded.output()).contains("\"msg\": \"first\"", "TASK [wait]");
    }

    @ParameterizedTest
    @EnumSource(
            value = Part.class,
            names = {"SUPERVISOR", "RELAY", "ALL_OF_THE_SCRIPT"},
            mode = EnumSource.Mode.INCLUDE)
    void whatNobodyComesBackToIsRemovedThoughProcessesWereKilled(Part part) throws Exception {
        leave(startAndReachTheWait(options()));
        if (part == Part.ALL_OF_THE_SCRIPT) {
            kill(Part.SUPERVISOR, Part.RELAY);
        } else {
            kill(part);
        }

        await().atMost(Duration.ofSeconds(240))
                .untilAsserted(() -> assertThat(privateParent).isEmptyDirectory());
    }

    @Test
    void restartedMachineIsSaidAfterEverythingWasHandedOut() throws Exception {
        leave(startAndReachTheWait(options()));
        for (ProcessHandle process : processes()) {
            process.destroyForcibly();
        }

        RunResult result = takeUp(holder.ticket.get()).await();

        assertThat(result.outcome().kind()).isEqualTo(RunOutcome.Kind.HOST_LOST);
        assertThat(result.outcome().sentence())
                .startsWith("nothing of the run is left on its host but its files: the host was restarted, or");
        assertThat(recorded.output()).contains("\"msg\": \"first\"", "TASK [wait]");
    }

    @Test
    void idleTimeIsThatOfTheRunAndNotOfWhoFollowsIt() throws Exception {
        leave(startAndReachTheWait(options()));
        await().atMost(LONG)
                .until(() -> new LocalRunHost()
                                .look(new LookAt(holder.ticket.get().directory(), 0, 0, 0, ""))
                                .quiet()
                                .compareTo(Duration.ofSeconds(10))
                        > 0);
        long begin = System.nanoTime();

        RunResult result = takeUp(holder.ticket.get(), options().withIdleTimeout(Duration.ofSeconds(10)))
                .await();

        assertThat(result.outcome().kind()).isEqualTo(RunOutcome.Kind.IDLE_TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    }

    private RunOptions options() {
        return HeldRun.options(privateParent);
    }

    private RunHandle startAndReachTheWait(RunOptions options) {
        RunHandle run = new Runner(away.host()).start(HeldRun.request(directory), options, holder, recorded);
        await().atMost(LONG).until(() -> recorded.output().contains("TASK [wait]"));
        await().atMost(LONG).until(() -> Files.exists(directory.resolve("in-web1")));
        return run;
    }

    private void leave(RunHandle run) {
        run.leave();
        assertThatThrownBy(run::await).isInstanceOf(CancellationException.class);
        recorded.forget();
    }

    private RunHandle takeUp(RunTicket given) {
        return takeUp(given, options());
    }

    private RunHandle takeUp(RunTicket given, RunOptions options) {
        return new Runner(away.host()).takeUp(given, HeldRun.request(directory), options, List.of(), recorded);
    }

    private void awaitNotice(String words) {
        await().atMost(LONG).until(() -> recorded.notices.toString().contains(words));
    }

    private void awaitEndOfAnsible() throws Exception {
        Path state = Path.of(holder.ticket.get().directory(), "state");
        await().atMost(LONG).until(() -> Files.readString(state).startsWith("x"));
    }

    private void awaitPulse() throws Exception {
        Path pulse = Path.of(holder.ticket.get().directory(), "pulse");
        String before = Files.readString(pulse);
        // Whoever ends the pulse does not end the run: the relay starts another one with the next sign of life.
        await().atMost(LONG).until(() -> !Files.readString(pulse).equals(before));
    }

    private List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> line(process).contains(privateParent.toString()))
                .toList();
    }

    private static String line(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"))
                    .replace('\0', ' ');
        } catch (IOException e) {
            return "";
        }
    }

    /** The relay is a child of the process that holds the run, and the pulse a child of the relay. */
    private void kill(Part... parts) throws Exception {
        ProcessHandle holding = processes().stream()
                .filter(process -> line(process).contains(" held "))
                .filter(process -> process.parent()
                        .map(HeldFaultsTest::line)
                        .filter(line -> line.contains(" held "))
                        .isEmpty())
                .findFirst()
                .orElseThrow();
        ProcessHandle relay = child(holding, " held ");
        ProcessHandle pulse = child(relay, " held ");
        ProcessHandle supervisor = child(holding, " supervise ");
        var killed = new ArrayList<ProcessHandle>();
        for (Part part : parts) {
            killed.addAll(
                    switch (part) {
                        case SUPERVISOR -> List.of(supervisor);
                        case RELAY -> List.of(relay);
                        case PULSE -> List.of(pulse);
                        case ALL_OF_THE_SCRIPT ->
                            List.of(holding, pulse, relay, child(supervisor, " supervise "), supervisor);
                    });
        }
        killed.forEach(ProcessHandle::destroyForcibly);
    }

    private static ProcessHandle child(ProcessHandle parent, String word) {
        return parent.children()
                .filter(process -> line(process).contains(word))
                .findFirst()
                .orElseThrow();
    }

    private void assertWhole(RunResult result) {
        assertThat(result.status()).as(result.outcome().sentence()).isEqualTo(RunStatus.SUCCESSFUL);
        assertThat(recorded.events)
                .extracting(event -> event.head().counter())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, result.events()).boxed().toList());
        assertThat(recorded.output())
                .contains("TASK [debug]", "\"msg\": \"first\"", "\"msg\": \"last\"", "PLAY RECAP")
                .doesNotContain("ansible-events:");
    }
}
