package io.jenkins.plugins.ansibleevents.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.ExtensionList;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.StringParameterDefinition;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.webhook.trigger.AnsibleEventTrigger;
import io.jenkins.plugins.ansibleevents.webhook.trigger.EventParameter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlCheckBoxInput;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What an administrator reads on the page of the webhooks, and does there. */
@WithJenkins
class WebhookPageTest {

    private static final String PAGE = "manage/ansible-events-webhooks/";
    private static final Duration LONG = Duration.ofSeconds(60);

    private JenkinsRule jenkins;
    private Webhooks sender;
    private FreeStyleProject job;

    @BeforeEach
    void jobThatWantsDisks(JenkinsRule rule) throws Exception {
        jenkins = rule;
        sender = new Webhooks(rule.getURL());
        Webhooks.endpoint("alerts");
        job = rule.createFreeStyleProject("fix");
        triggered("payload.kind == 'disk'", "payload.host");
    }

    private void triggered(String condition, String host) throws Exception {
        var trigger = new AnsibleEventTrigger();
        trigger.setEndpoint("alerts");
        trigger.setCondition(condition);
        trigger.setParameters(List.of(new EventParameter("host", host)));
        Webhooks.trigger(job, trigger);
    }

    private void declareTheParameter() throws Exception {
        job.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("host", "none")));
    }

    private HtmlPage page(String path) throws Exception {
        return jenkins.createWebClient().goTo(PAGE + path);
    }

    private static List<String> rows(HtmlPage page, String table) {
        var rows = new ArrayList<String>();
        DomElement found = page.getElementById(table);
        if (found != null) {
            found.getElementsByTagName("tr").stream().skip(1).forEach(row -> rows.add(row.asNormalizedText()));
        }
        return rows;
    }

    private String disk(String host) throws Exception {
        return sender.accepted("alerts", "{\"kind\": \"disk\", \"host\": \"" + host + "\", \"token\": \"t0p\"}");
    }

    private static MessageQueue queue() {
        return WebhookService.get().runtime().orElseThrow().queue();
    }

    private List<String> deadLetters(int number) throws Exception {
        var ids = new ArrayList<String>();
        for (int i = 0; i < number; i++) {
            ids.add(disk("web" + i));
        }
        await().atMost(LONG).until(() -> queue().deadLetters(100).size() == number);
        return ids;
    }

    @Test
    void aMessageHasItsEndpointSenderStateAndBuildsAndEveryStep() throws Exception {
        declareTheParameter();
        String id = disk("web1");
        await().atMost(LONG).until(() -> job.getLastBuild() != null);
        jenkins.waitForCompletion(job.getLastBuild());

        await().atMost(LONG).untilAsserted(() -> assertThat(rows(page(""), "message-rows"))
                .singleElement()
                .asString()
                .contains(id, "alerts", "hmac", "done", "fix #1", "SUCCESS"));
        HtmlPage message = page("message?id=" + id);
        assertThat(message.getElementById("steps").asNormalizedText())
                .containsSubsequence(
                        "Received at endpoint alerts from hmac",
                        "A build of fix was asked for.",
                        "fix #1 started.",
                        "fix #1 ended: SUCCESS.");
        assertThat(message.getAnchorByText("fix #1").getHrefAttribute()).endsWith("job/fix/1/");
        assertThat(message.getElementById("payload").asNormalizedText())
                .contains("web1", "token")
                .doesNotContain("t0p");
    }

    @Test
    void aMessageThatNoTriggerWantsIsInAStateOfItsOwnAndCounted() throws Exception {
        declareTheParameter();
        String id = sender.accepted("alerts", "{\"kind\": \"memory\"}");

        await().atMost(LONG).untilAsserted(() -> assertThat(rows(page("?state=filtered"), "message-rows"))
                .singleElement()
                .asString()
                .contains(id, "filtered by the triggers"));
        assertThat(page("").asNormalizedText()).contains("filtered by the triggers (1)", "1 wanted by no trigger");
        assertThat(page("message?id=" + id).asNormalizedText())
                .contains("No trigger wanted it: the condition of none was met.");
        assertThat(rows(page("?state=dead"), "message-rows")).isEmpty();
    }

    @Test
    void theJobSaysHowManyMessagesItsTriggerHasSeenMatchedAndRefused() throws Exception {
        String refused = disk("web1");
        await().atMost(LONG).until(() -> queue().deadLetters(100).size() == 1);
        sender.accepted("alerts", "{\"kind\": \"memory\"}");

        await().atMost(LONG).untilAsserted(() -> {
            List<String> rows = rows(jenkins.createWebClient().getPage(job), "webhook-counts");
            assertThat(rows.get(0)).startsWith("Seen").contains("\t2\t");
            assertThat(rows.get(1)).startsWith("Matched").contains("\t1\t");
            assertThat(rows.get(2)).startsWith("Refused").contains("\t1\t", "does not declare these parameters: host");
        });
        assertThat(jenkins.createWebClient().getPage(job).getAnchors())
                .anyMatch(link -> link.getHrefAttribute().endsWith("message?id=" + refused));
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .toEveryone());
        assertThat(rows(jenkins.createWebClient().getPage(job), "webhook-counts")
                        .get(2))
                .contains("\t1\t")
                .doesNotContain("does not declare");
        assertThat(jenkins.createWebClient().getPage(job).getAnchors())
                .noneMatch(link -> link.getHrefAttribute().contains("message?id="));
    }

    @Test
    void deadLettersAreCountedByReasonAndPutBackByIt() throws Exception {
        deadLetters(3);
        HtmlPage page = page("");
        assertThat(rows(page, "reasons"))
                .singleElement()
                .asString()
                .contains("fix does not declare these parameters: host", "3", "Put these 3 back");
        assertThat(rows(page, "letters"))
                .hasSize(3)
                .allMatch(row -> row.contains("Put back\nEdit\nDrop")
                        || row.contains("Put back") && row.contains("Edit") && row.contains("Drop"));
        declareTheParameter();

        button(page, "Put these 3 back").click();

        await().atMost(LONG).until(() -> job.getBuildByNumber(3) != null);
        assertThat(rows(page(""), "reasons")).isEmpty();
    }

    private static HtmlElement button(HtmlPage page, String words) {
        return (HtmlElement)
                page.getByXPath("//button[normalize-space()='" + words + "']").get(0);
    }

    @Test
    void aSelectionOfDeadLettersIsPutBackOrDropped() throws Exception {
        List<String> ids = deadLetters(3);
        declareTheParameter();
        HtmlPage page = page("");
        select(page, ids.get(1));

        button(page, "Put the selected back").click();

        await().atMost(LONG).until(() -> job.getLastBuild() != null);
        HtmlPage after = page("");
        assertThat(rows(after, "letters")).hasSize(2).noneMatch(row -> row.contains(ids.get(1)));
        assertThat(page("message?id=" + ids.get(1)).asNormalizedText())
                .contains("Put back into the queue by ", "fix #1");
        select(after, ids.get(0));

        button(after, "Drop the selected").click();

        assertThat(rows(page(""), "letters")).singleElement().asString().contains(ids.get(2));
        assertThat(page("message?id=" + ids.get(0)).asNormalizedText()).contains("dropped", "Dropped by ");
    }

    private static void select(HtmlPage page, String id) {
        ((HtmlCheckBoxInput) page.getFirstByXPath("//input[@name='selected' and @value='" + id + "']"))
                .setChecked(true);
    }

    @Test
    void oneDeadLetterIsPutBackByItsButton() throws Exception {
        List<String> ids = deadLetters(2);
        declareTheParameter();
        HtmlPage page = page("");

        ((HtmlElement) page.getFirstByXPath("//button[@formaction='replay' and @value='" + ids.get(0) + "']")).click();

        await().atMost(LONG).until(() -> job.getLastBuild() != null);
        assertThat(rows(page(""), "letters")).singleElement().asString().contains(ids.get(1));
    }

    @Test
    void theWarningLeadsToTheDeadLetters() throws Exception {
        deadLetters(1);
        DeadLettersMonitor monitor =
                ExtensionList.lookup(DeadLettersMonitor.class).get(0);
        await().atMost(LONG).until(monitor::isActivated);

        HtmlPage manage = jenkins.createWebClient().goTo("manage/");

        assertThat(manage.getAnchors())
                .anyMatch(link -> link.getHrefAttribute().endsWith("ansible-events-webhooks/#dead-letters"));
        assertThat(page("").getElementById("dead-letters")).isNotNull();
    }
}
