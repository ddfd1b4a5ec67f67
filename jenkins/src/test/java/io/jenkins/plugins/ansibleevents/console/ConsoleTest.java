package io.jenkins.plugins.ansibleevents.console;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.MarkupText;
import hudson.console.ConsoleAnnotationOutputStream;
import hudson.model.Result;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.javascript.host.event.KeyboardEvent;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The log of a run as the browser gets it. */
@WithJenkins
class ConsoleTest {

    @Test
    void runIsColouredOutlinedAndLinked(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "console");
        job.setDefinition(new CpsFlowDefinition("""
                node {
                  writeFile file: 'site.yml', text: '''
                - name: first <play>
                  hosts: all
                  gather_facts: false
                  tasks:
                    - name: break
                      ansible.builtin.command: 'false'
                '''
                  ansibleRun playbook: 'site.yml', inventory: 'localhost,', connection: 'local'
                }
                """, true));
        WorkflowRun build = jenkins.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0));

        HtmlPage page = jenkins.createWebClient().getPage(build, "console");
        String markup = page.getWebResponse().getContentAsString();

        assertThat(markup)
                .contains(
                        "ansible-heading ansible-play",
                        "ansible-heading ansible-task' data-fold-all='Fold or unfold all tasks'>",
                        "PLAY [first &lt;play&gt;]")
                .contains("ansible-sgr-31", "<!--\u001b[0;31m-->")
                .containsPattern("<span class='ansible-command' data-run='console-1-1-[0-9a-f]+'>\\[ansible] \\$ ")
                .containsPattern(
                        "<span class='ansible-end' data-run='console-1-1-[0-9a-f]+'>\\[ansible] 1 of 1 host failed")
                .containsPattern("<a class='ansible-bad-host' href='[^']*/1/ansible-events/host\\?name=localhost"
                        + "&amp;run=console-1-1-[0-9a-f]+&amp;task=break'>localhost</a>")
                .contains("PlaybookAnnotatorFactory/style.css");
        assertThat(page.getByXPath(
                        "//span[contains(@class,'ansible-heading')]/parent::span[contains(@class,'ansible-')]"))
                .as("what follows a heading is beside it, so that it can be folded")
                .isEmpty();
        foldsByKeyboard(page);
        summaryTellsTheFailure(jenkins, build);
        jenkins.assertLogContains("1 of 1 hosts failed (localhost), 0 allowed: \"", build);
        jenkins.assertLogNotContains("\tat ", build);
    }

    @Test
    void ignoredAndRescuedFailuresDoNotLookLikeTheOneThatFailedTheRun(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "handled");
        job.setDefinition(new CpsFlowDefinition("""
                node {
                  writeFile file: 'site.yml', text: '''
                - hosts: all
                  gather_facts: false
                  tasks:
                    - name: optional
                      ansible.builtin.command: 'false'
                      ignore_errors: true
                    - block:
                        - name: new way
                          ansible.builtin.command: "test {{ item }} = c"
                          loop: [a, b]
                      rescue:
                        - name: old way
                          ansible.builtin.debug:
                    - name: last
                      ansible.builtin.command: 'false'
                      when: inventory_hostname == 'web1'
                '''
                  ansibleRun playbook: 'site.yml', inventory: 'web1,web2', connection: 'local'
                }
                """, true));
        WorkflowRun build = jenkins.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0));

        try (var browser = jenkins.createWebClient()) {
            HtmlPage page = browser.getPage(build, "console");

            assertThat(page.<HtmlElement>getByXPath("//details/a[starts-with(.,'web')]"))
                    .extracting(host -> host.getTextContent() + " " + host.getAttribute("data-word"))
                    .containsExactlyInAnyOrder(
                            "web1 ignored",
                            "web2 ignored",
                            "web1 rescued",
                            "web1 rescued",
                            "web2 rescued",
                            "web2 rescued",
                            "web1 ");
            assertThat(page.<HtmlElement>getByXPath("//*[contains(@class,'ansible-sgr-31')]"
                            + "[not(contains(@class,'ansible-handled'))]/a[@class='ansible-bad-host']"))
                    .as("only the last failure is red")
                    .extracting(HtmlElement::getTextContent)
                    .containsExactly("web1");
            assertThat(page.<HtmlElement>getByXPath("//div[@id='side-panel']/details"))
                    .as("the outline covers no text")
                    .hasSize(1);
        }
        String log = jenkins.getLog(build);
        assertThat(log.indexOf("[ansible] ansible-core"))
                .as("which Ansible it is stands before its first line")
                .isBetween(0, log.indexOf("PLAY ["));
    }

    @Test
    void colouredLinesOfARecapAndOfIgnoredFailuresStayInSight() throws IOException {
        String log =
                "PLAY RECAP ***\n\u001b[0;31mweb1\u001b[0m : \u001b[0;32mok=1   \u001b[0m changed=0    unreachable=0    "
                        + "failed=1    skipped=0    rescued=0    ignored=0\n\u001b[0;36m...ignoring\u001b[0m\n";

        assertThat(shown(log))
                .contains(
                        "<span class='ansible-recap-host' data-host='web1' data-failures='1' data-word='ignored'>"
                                + "<!--\u001b[0;31m-->",
                        "<span class='ansible-ignoring' data-word='ignored'><!--\u001b[0;36m-->");
    }

    @Test
    void pieceOfALogThatBeginsInTheMiddleOfARunIsColoured() {
        var text = new MarkupText("\u001b[0;32mok: [web1]\u001b[0m\r\n");

        new PlaybookAnnotatorFactory().newInstance(null).annotate(null, text);

        assertThat(text.toString(true)).contains("<span class='ansible-sgr-32'>ok: [web1]</span>");
    }

    @Test
    void ofAResultThatWentWellOnlyTheFirstLineIsColoured() throws IOException {
        String log =
                "TASK [say] ***\n\u001b[0;32mok: [web1] => {\u001b[0m\n\u001b[0;32m    \"msg\": \"hi\"\u001b[0m\n\u001b[0;32m}\u001b[0m\n"
                        + "\u001b[0;31mfatal: [web2]: FAILED! => {\u001b[0m\n\u001b[0;31m    \"msg\": \"no\"\u001b[0m\n";

        assertThat(shown(log))
                .contains("<span class='ansible-sgr-32'>ok: [web1] =&gt; {</span>")
                .contains("<!--\u001b[0;32m-->    \"msg\": \"hi\"<!--\u001b[0m-->")
                .contains("<span class='ansible-sgr-31'>    \"msg\": \"no\"</span>");
    }

    @Test
    void colouredLineOfAnotherToolIsLeftAlone() {
        var text = new MarkupText("\u001b[0;32mDone in 3 s\u001b[0m\n");

        new PlaybookAnnotatorFactory().newInstance(null).annotate(null, text);

        assertThat(text.toString(true)).doesNotContain("<span");
    }

    @Test
    void runEndsAtItsNoteInWhateverLanguage(JenkinsRule jenkins) throws Exception {
        String log = RunNote.at(RunNote.Place.COMMAND, "a-1") + "[ansible] $ ansible-playbook site.yml\nok: [web1]\n"
                + RunNote.at(RunNote.Place.END, "a-1")
                + "[ansible] 5 Ereignisse, Artefakte in ansible/a-1\nok: [web2]\n";

        assertThat(shown(log))
                .contains("<span class='ansible-ok'>ok: [web1]</span>")
                .contains(
                        "<span class='ansible-end' data-run='a-1'>[ansible] 5 Ereignisse, Artefakte in ansible/a-1</span>")
                .endsWith("\nok: [web2]\n");
    }

    @Test
    void playbookThatPrintsTheLastLineDoesNotEndTheRun(JenkinsRule jenkins) throws Exception {
        String log = RunNote.at(RunNote.Place.COMMAND, "a-1") + "[ansible] $ ansible-playbook site.yml\n"
                + "[ansible] Every task went well. 5 events, 1.0 s, artifacts in ansible/a-1\n"
                + "[ansible] <span class='ansible-end'>\nok: [web1]\n";

        assertThat(shown(log))
                .doesNotContain("<span class='ansible-end'>")
                .contains("<span class='ansible-ok'>ok: [web1]</span>");
    }

    @Test
    void lineOfAnOldNoteEndsTheRunToo() {
        var text = new MarkupText("[ansible] 5 events\n");
        text.addMarkup(0, 10, "<span class='ansible-end'>", "</span>");

        assertThat(RunNote.Place.END.marks(text)).isTrue();
        assertThat(RunNote.runOf(text)).isEmpty();
    }

    @Test
    void logHasOneElementForAColouredLine() throws IOException {
        var log = new StringBuilder("PLAY [all] ***\n");
        for (int i = 0; i < 1_000; i++) {
            log.append("\u001b[0;32mok: [web").append(i).append("]\u001b[0m\n");
        }

        assertThat(shown(log.toString()).split("<span").length - 1).isLessThan(1_010);
    }

    private static String shown(String log) throws IOException {
        var html = new StringWriter();
        try (var stream = new ConsoleAnnotationOutputStream<>(
                html, new PlaybookAnnotatorFactory().newInstance(null), null, StandardCharsets.UTF_8)) {
            stream.write(log.getBytes(StandardCharsets.UTF_8));
        }
        return html.toString();
    }

    private static void foldsByKeyboard(HtmlPage page) throws Exception {
        HtmlElement task = page.getFirstByXPath("//span[contains(@class,'ansible-task')]");
        assertThat(task.getAttribute("role")).isEqualTo("button");
        assertThat(page.<HtmlElement>getByXPath("//details[contains(@class,'ansible-outline')]/a"))
                .extracting(HtmlElement::getTextContent)
                .containsExactly("PLAY [first <play>]", "TASK [break]", "localhost", "PLAY RECAP");

        HtmlElement all = page.getFirstByXPath("//button[contains(@class,'ansible-fold-all')]");
        assertThat(all.getAttribute("title")).isEqualTo("Fold or unfold all tasks");

        task.type(KeyboardEvent.DOM_VK_RETURN);

        assertThat(task.getAttribute("aria-expanded")).isEqualTo("false");
        HtmlElement folded = page.getFirstByXPath("//span[@class='ansible-folded']");
        assertThat(folded.getTextContent()).contains("fatal: [localhost]").doesNotContain("PLAY RECAP");

        task.type(KeyboardEvent.DOM_VK_RETURN);

        assertThat(task.getAttribute("aria-expanded")).isEqualTo("true");
        assertThat(page.<HtmlElement>getByXPath("//span[@class='ansible-folded']"))
                .isEmpty();
    }

    private static void summaryTellsTheFailure(JenkinsRule jenkins, WorkflowRun build) throws Exception {
        try (var browser = jenkins.createWebClient()) {
            assertThat(browser.getPage(build).asNormalizedText())
                    .contains("1 of 1 host failed", "1 play, 1 task", "break", "non-zero return code", "localhost");
        }
    }
}
