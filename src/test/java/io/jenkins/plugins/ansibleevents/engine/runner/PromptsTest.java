package io.jenkins.plugins.ansibleevents.engine.runner;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.ansibleevents.engine.event.EventLine;
import io.jenkins.plugins.ansibleevents.engine.event.RunStatus;
import io.jenkins.plugins.ansibleevents.engine.playbook.ExtraVars;
import io.jenkins.plugins.ansibleevents.engine.playbook.Inventory;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequest;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequestBuilder;
import io.jenkins.plugins.ansibleevents.engine.playbook.PromptAnswer;
import io.jenkins.plugins.ansibleevents.engine.runner.RunOutcome.Kind;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Prompts of the real Ansible, at a real terminal. */
@Execution(ExecutionMode.CONCURRENT)
class PromptsTest {

    private static final String ASKS = "wait=; read wait </dev/tty";

    @TempDir
    Path directory;

    @TempDir
    Path privateParent;

    private final RecordedRun recorded = new RecordedRun();
    private final String mark = "789" + (UUID.randomUUID().getMostSignificantBits() >>> 1);
    private final TicketOfRun holder = new TicketOfRun();

    @BeforeAll
    static void needAnsible() {
        AnsibleHere.need("ansible-playbook", "python3");
    }

    @BeforeEach
    void writePlaybook() throws IOException {
        site("""
                - hosts: all
                  gather_facts: false
                  vars_prompt:
                    - {name: release, prompt: Which release, private: false}
                    - {name: token, prompt: Token, confirm: true}
                  tasks:
                    - pause:
                    - {pause: {prompt: Ticket number}, register: ticket}
                    - {pause: {prompt: Pin, echo: false}, register: pin}
                    - assert: {that: "release == 'r-4711' and token == 'Tök-en 1' and ticket.user_input == 'ab' * 20"}
                    - assert: {that: "pin.user_input == 'pin-99'"}
                """);
    }

    @AfterEach
    void nothingIsLeft() {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(privateParent).isEmptyDirectory());
        await().untilAsserted(() ->
                assertThat(Processes.with(privateParent.toString())).isEmpty());
        await().untilAsserted(() -> assertThat(Processes.with(mark)).isEmpty());
    }

    private void site(String text) throws IOException {
        Files.writeString(directory.resolve("site.yml"), text);
    }

    private void tasks(String text) throws IOException {
        site("- hosts: all\n  gather_facts: false\n  tasks:\n" + text.indent(4));
    }

    private PlaybookRequestBuilder request() {
        return PlaybookRequest.builder()
                .directory(directory.toString())
                .playbook("site.yml")
                .connectionType("local")
                .environment("ANSIBLE_LOCALHOST_WARNING", "False")
                .environment("TERM", "xterm-256color")
                .inventory(Inventory.text("web1 ansible_python_interpreter=/usr/bin/python3\n"));
    }

    private PlaybookRequestBuilder answers(String... expressionsAndAnswers) {
        PlaybookRequestBuilder request = request();
        for (int i = 0; i < expressionsAndAnswers.length; i += 2) {
            request.promptAnswer(
                    new PromptAnswer(expressionsAndAnswers[i], Secret.of(expressionsAndAnswers[i + 1]), false));
        }
        return request;
    }

    private PlaybookRequestBuilder everyAnswer() {
        return answers(
                "Which release.*:\\s*?$", "r-4711",
                "(?P<what>[Tt]oken).*:", "Tök-en 1",
                "Press enter", "",
                "^Ticket number:\\r$", "ab".repeat(20),
                "Pin .*hidden", "pin-99",
                "And now\\? \\Z", "go on",
                "Are you sure", "no");
    }

    /** A program of Ansible itself asks, as one for vault passwords does; programs of tasks have no terminal since 2.19. */
    private PlaybookRequestBuilder withProgram(PlaybookRequestBuilder request, String beforeItReads)
            throws IOException {
        return withProgram(request, "And now? ", beforeItReads);
    }

    private PlaybookRequestBuilder withProgram(PlaybookRequestBuilder request, String prompt, String beforeItReads)
            throws IOException {
        Path program = directory.resolve("ask");
        Files.writeString(program, """
                #!/bin/sh
                printf '%s' >/dev/tty
                %s
                read answer </dev/tty
                printf '%%s' "$answer" >said
                echo a vault password
                """.formatted(prompt, beforeItReads));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return request.extraArguments("--vault-password-file", program.toString());
    }

    private RunOptions options() {
        return RunOptions.defaults()
                .withPrivateDirectoryParent(privateParent.toString())
                .withGrace(Duration.ofSeconds(2));
    }

    private RunHandle start(PlaybookRequestBuilder request, RunOptions options) {
        return Runner.local().start(request.build(), options, recorded, holder);
    }

    private RunResult run(PlaybookRequestBuilder request) throws InterruptedException {
        return start(request, options()).await();
    }

    private List<String> story() {
        return recorded.events.stream()
                .map(EventLine::head)
                .map(head -> head.event() + ": " + textOf(head.counter()))
                .toList();
    }

    private String textOf(long counter) {
        try {
            return recorded.events.get((int) counter - 1).tree().path("stdout").asText();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void everyPromptIsAnsweredAndNoAnswerIsShown() throws Exception {
        RunResult result = run(withProgram(everyAnswer(), ""));

        assertThat(result.outcome().kind()).as(recorded.output()).isEqualTo(Kind.SUCCESSFUL);
        assertThat(directory.resolve("said")).hasContent("go on");
        assertThat(recorded.output()).startsWith("""
                And now?\s
                Which release:\s
                Token:\s
                confirm Token:\s

                PLAY [all] ***""").contains("""
                [pause]
                Press enter to continue, Ctrl+C to interrupt:
                ok: [web1]
                """, """
                [pause]
                Ticket number:
                ok: [web1]
                """).doesNotContain("\r", "\u001b");
        assertThat(recorded.output() + recorded.json()).doesNotContain("r-4711", "Tök-en", "abab", "pin-99", "go on");
        assertThat(story())
                .startsWith(
                        "verbose: And now? ",
                        "playbook_on_start: ",
                        "playbook_on_vars_prompt: ",
                        "verbose: Which release: ",
                        "playbook_on_vars_prompt: ",
                        "verbose: Token: ",
                        "verbose: confirm Token: ")
                .contains("verbose: [pause]\r\nTicket number:");
        assertThat(recorded.notices).isEmpty();
    }

    @Test
    void displayAndEventsAreThoseOfARunWithoutTerminal() throws Exception {
        tasks("""
                - debug: {msg: "a long line %s"}
                - {debug: {msg: "{{ missing }}"}, ignore_errors: true}
                - shell: printf 'one\\r\\ntwo'
                - pause: {seconds: 1}
                - debug: {msg: "[WARNING]: grüß"}
                """.formatted("x".repeat(100)));
        RunResult fast = run(request());
        String display = recorded.output();
        List<String> story = story();
        recorded.forget();

        RunResult atTerminal = run(answers("never asked", "secret"));

        assertThat(fast.status()).as(display).isEqualTo(RunStatus.SUCCESSFUL);
        assertThat(atTerminal.status()).isEqualTo(RunStatus.SUCCESSFUL);
        // A pause that nobody can end early does not say how to.
        assertThat(withoutPause(recorded.output())).isEqualTo(withoutPause(display));
        assertThat(story().size()).isBetween(story.size(), story.size() + 2);
    }

    private static String withoutPause(String display) {
        return display.replaceAll("(?s)TASK \\[pause].*?TASK", "TASK");
    }

    @Test
    void aHostThatImitatesAPromptDoesNotGetAnAnswerTypedIntoTheNextOne() throws Exception {
        site("""
                - hosts: all
                  gather_facts: false
                  tasks:
                    - shell: "printf 'hello\\nBECOME password: '"
                - hosts: all
                  gather_facts: false
                  vars_prompt:
                    - {name: release, prompt: Which release, private: false}
                  tasks:
                    - assert: {that: "release == 'r-4711'"}
                """);

        RunResult result = run(answers("BECOME password.*:\\s*?$", "be-come", "Which release.*:\\s*?$", "r-4711")
                .environment("ANSIBLE_STDOUT_CALLBACK", "minimal"));

        assertThat(recorded.output()).contains("hello\nBECOME password: \nWhich release: ");
        assertThat(result.status()).as(recorded.output()).isEqualTo(RunStatus.SUCCESSFUL);
    }

    @Test
    void aPromptInColoursIsFound() throws Exception {
        tasks("- debug: {msg: begun}\n");

        RunResult result =
                run(withProgram(answers("^Colour:\\s*?$", "red"), "\\033[1;31mCol\\033[0mour: \\033[0m", ""));

        assertThat(result.status()).as(recorded.output()).isEqualTo(RunStatus.SUCCESSFUL);
        assertThat(directory.resolve("said")).hasContent("red");
    }

    @Test
    void aPromptThatNobodyAnswersEndsTheRunAndIsNamed() throws Exception {
        RunResult result = run(answers("Token", "x"));

        assertThat(result.outcome().kind()).isEqualTo(Kind.PROMPT_UNANSWERED);
        assertThat(result.outcome().sentence())
                .isEqualTo("nothing answers the prompt \"Which release:\": add an answer to \"Which release:\" (in"
                        + " env/passwords; in Jenkins among the answers to prompts)");
        assertThat(result.status()).isEqualTo(RunStatus.FAILED);
        assertThat(result.rc()).isEqualTo(1);
    }

    @Test
    void aPauseThatNobodyAnswersEndsTheRunAndOneThatEndsByItselfDoesNot() throws Exception {
        tasks("- pause: {seconds: 13}\n- pause: {prompt: \"Really (y/n)?\"}\n");

        RunResult result = run(answers("Token", "x"));

        assertThat(result.outcome().sentence())
                .startsWith("nothing answers the prompt \"Really (y/n)?:\": add an answer to \"Really \\(y/n\\)\\?:\"");
        assertThat(recorded.output()).contains("Pausing for 13 seconds");
    }

    @Test
    void anAnswerThatIsWrongEveryTimeEndsTheRun() throws Exception {
        RunResult result =
                run(answers("Which release", "r-1", "^confirm Token", "one-thing", "Token", "another-thing"));

        assertThat(result.outcome().kind()).isEqualTo(Kind.PROMPT_UNANSWERED);
        assertThat(result.outcome().sentence())
                .matches("the prompt \"(confirm )?Token:\" came again and again although it was answered: correct.*");
        assertThat(recorded.output()).contains("VALUES ENTERED DO NOT MATCH").doesNotContain("another-thing");
    }

    @Test
    void aBrokenExpressionIsSaidBeforeAnythingIsRun() throws Exception {
        RunResult result = run(answers("Which release", "r-1", "Token (confirm", "x"));

        assertThat(result.outcome().kind()).isEqualTo(Kind.NOT_STARTED);
        assertThat(result.outcome().sentence())
                .startsWith(
                        "the expression for a prompt is not one that Python understands: \"Token (confirm\": missing )")
                .endsWith("; correct it (in env/passwords; in Jenkins among the answers to prompts)");
        assertThat(recorded.output()).isEmpty();
    }

    @Test
    void aQuestionOfAnsibleCfgIsAnsweredWhereItIsAnOptionOtherwise() throws Exception {
        tasks("- debug: {msg: begun}\n");
        Files.writeString(directory.resolve("ansible.cfg"), "[privilege_escalation]\nbecome_ask_pass = yes\n");
        PromptAnswer answer = new PromptAnswer("BECOME password.*:\\s*?$", Secret.of("be-come"), true);

        RunResult result = run(request().promptAnswer(answer));

        assertThat(result.status()).as(recorded.output()).isEqualTo(RunStatus.SUCCESSFUL);
        assertThat(recorded.output()).startsWith("BECOME password: \n");
    }

    @Test
    void cancelledAtAPromptAndInTheMiddleOfATaskItEndsWithEverythingItStarted() throws Exception {
        tasks("- shell: touch begun; sleep " + mark + " & " + ASKS + "\n");
        RunHandle run = start(answers("Token", "x"), options());
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(directory.resolve("begun")));

        run.cancel();

        assertThat(run.await().status()).isEqualTo(RunStatus.CANCELED);
        assertThat(run.await().rc()).isEqualTo(254);
    }

    @Test
    void idleTimeoutIsKeptAtATerminal() throws Exception {
        tasks("- shell: sleep " + mark + "\n");

        RunResult result = start(answers("Token", "x"), options().withIdleTimeout(Duration.ofSeconds(8)))
                .await();

        assertThat(result.outcome().kind()).isEqualTo(Kind.IDLE_TIMEOUT);
    }

    @Test
    void theEndOfWhatHoldsTheTerminalIsTheEndOfTheRun() throws Exception {
        tasks("- shell: touch begun; sleep " + mark + "\n");
        RunHandle run = start(answers("Token", "x"), options());
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(directory.resolve("begun")));

        ProcessHandle terminal = ProcessHandle.allProcesses()
                .filter(process -> {
                    String words = String.join(" ", process.info().arguments().orElse(new String[0]));
                    return words.contains("terminal.py") && words.contains(privateParent.toString());
                })
                .findFirst()
                .orElseThrow();
        terminal.destroyForcibly();

        assertThat(run.await().outcome().kind()).isEqualTo(Kind.CRASHED);
    }

    @Test
    void answersAreInNoCommandLineAndNoEnvironmentAndNoFile() throws Exception {
        tasks(
                "- {pause: {prompt: Which}, register: which}\n- shell: touch begun; until [ -e go ]; do sleep 0.1; done\n");
        RunHandle run = start(answers("Which:", "hunter-" + mark), options());
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(directory.resolve("begun")));

        try {
            assertThat(Processes.with("hunter-" + mark)).isEmpty();
            assertThat(Processes.all("environ")).noneMatch(text -> text.contains("hunter-" + mark));
            try (var files = Files.walk(privateParent)) {
                // The callback records what Ansible says; it is masked when it is read, and the directory is private.
                List<Path> others = files.filter(Files::isRegularFile)
                        .filter(file -> !file.endsWith("events.raw"))
                        .toList();
                assertThat(others).noneMatch(file -> file.endsWith("prompts"));
                for (Path file : others) {
                    assertThat(Files.readString(file, ISO_8859_1)).doesNotContain("hunter-" + mark);
                }
            }
        } finally {
            Files.createFile(directory.resolve("go"));
        }
        assertThat(run.await().status()).isEqualTo(RunStatus.SUCCESSFUL);
        assertThat(recorded.json().toString())
                .contains("\"user_input\":\"****\"")
                .doesNotContain("hunter");
    }

    @Test
    void aRunThatWasLeftAtATerminalIsTakenUpWhole() throws Exception {
        tasks(
                "- {pause: {prompt: First}}\n- shell: touch begun; until [ -e go ]; do sleep 0.1; done\n"
                        + "- {pause: {prompt: Second}, register: second}\n- assert: {that: second.user_input == 'number two'}\n");
        RunOptions held = options().withPatience(Duration.ofSeconds(60));
        PlaybookRequest request =
                answers("First", "number one", "Second", "number two").build();
        RunHandle first = Runner.local().start(request, held, recorded, holder);
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(directory.resolve("begun")));
        first.leave();
        assertThatThrownBy(first::await).isInstanceOf(CancellationException.class);
        recorded.forget();
        Files.createFile(directory.resolve("go"));

        RunResult result = Runner.local()
                .takeUp(holder.ticket.get(), request, held, List.copyOf(request.secrets()), recorded)
                .await();

        assertThat(result.status()).as(recorded.output()).isEqualTo(RunStatus.SUCCESSFUL);
        assertThat(recorded.events.stream().map(event -> event.head().counter()))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, result.events()).boxed().toList());
        assertThat(recorded.output()).contains("First:\nok: [web1]").doesNotContain("number");
    }

    @Test
    void withoutAnswersAnsibleGoesOnAndTheVariablesWithoutValueAreNamed() throws Exception {
        site("""
                - hosts: all
                  gather_facts: false
                  vars_prompt:
                    - {name: release, prompt: Which release}
                    - {name: ticket, prompt: Ticket, default: none}
                    - {name: given, prompt: Given}
                  tasks:
                    - pause:
                """);

        RunResult result = run(request().extraVars(ExtraVars.secret("given", Secret.of("x-ray"))));

        assertThat(result.status()).as(recorded.output()).isEqualTo(RunStatus.SUCCESSFUL);
        assertThat(recorded.notices)
                .containsExactly("nothing answered the prompts for release, so these variables have no value: give them"
                        + " as extra variables, or answer the prompts (in env/passwords; in Jenkins among the answers to"
                        + " prompts)");
    }

    @Test
    void whatOnlyLooksLikeAPromptAnswersNoOther() throws Exception {
        site("""
                - hosts: all
                  gather_facts: false
                  tasks:
                    - debug: {msg: "said by a host: Which release: "}
                    - command: sleep 3
                - hosts: all
                  gather_facts: false
                  vars_prompt:
                    - {name: ticket, prompt: Ticket, private: false}
                  tasks:
                    - assert: {that: ticket == 'T-0815'}
                """);

        RunResult result = run(answers("Which release", "r-4711", "Ticket", "T-0815"));

        assertThat(result.status()).as(recorded.output()).isEqualTo(RunStatus.SUCCESSFUL);
    }

    @Test
    void aProgramMayReadLongAfterItHasAsked() throws Exception {
        tasks("- debug: {msg: begun}\n");

        RunResult result = run(withProgram(answers("And now", "go-on"), "sleep 3"));

        assertThat(result.status()).as(recorded.output()).isEqualTo(RunStatus.SUCCESSFUL);
        assertThat(directory.resolve("said")).hasContent("go-on");
    }

    @Test
    void whatATaskLeavesRunningIsNotHungUp() throws Exception {
        // From ansible-core 2.19 on Ansible itself ends what the last worker has left, when that is slow to go.
        tasks("- shell: sleep " + mark + " >/dev/null 2>&1 </dev/null & sleep 0.2\n- debug: {msg: later}\n");

        RunResult result = run(answers("Token", "x"));

        assertThat(result.status()).isEqualTo(RunStatus.SUCCESSFUL);
        await().during(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(Processes.with(mark)).isNotEmpty());
        ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains("sleep " + mark))
                .forEach(ProcessHandle::destroyForcibly);
    }
}
