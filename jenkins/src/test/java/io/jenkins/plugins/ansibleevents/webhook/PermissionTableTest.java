package io.jenkins.plugins.ansibleevents.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.StringParameterDefinition;
import io.jenkins.plugins.ansibleevents.config.AnsibleEventsConfiguration;
import io.jenkins.plugins.ansibleevents.emitter.HttpEmitterConfig;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.step.LocalPlaybook;
import io.jenkins.plugins.ansibleevents.webhook.trigger.AnsibleEventTrigger;
import io.jenkins.plugins.ansibleevents.webhook.trigger.EventParameter;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.assertj.core.api.SoftAssertions;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Tries every cell of the table of pages and actions in docs/security.md: each user, each request. */
@WithJenkins
class PermissionTableTest {

    private static final Path TABLE = Path.of("../docs/security.md");
    private static final String PAYLOAD = "{\"host\":\"web1\"}";

    /** The users of the table's columns; nobody has logged in as the first one. */
    private static final List<String> USERS = List.of("", "reader", "author", "admin");

    private JenkinsRule jenkins;
    private Webhooks sender;
    private Browsers browsers;

    /**
     * A line of the table.
     *
     * @param what page or action
     * @param request method and address, with placeholders
     * @param cells what stands under the four users
     */
    private record Line(String what, String request, List<String> cells) {}

    @Test
    void everyUserMayDoWhatTheTableSays(JenkinsRule rule) throws Exception {
        jenkins = rule;
        browsers = new Browsers(rule);
        sender = new Webhooks(rule.getURL());
        FreeStyleBuild build = buildOfAMessage();
        close();
        Map<String, String> places = Map.of(
                "<ident>", LocalPlaybook.ident(build, "fix-1"),
                "<message>", sender.accepted("alerts", PAYLOAD));

        var found = new SoftAssertions();
        for (Line line : lines()) {
            for (int user = 0; user < USERS.size(); user++) {
                found.assertThat(answer(USERS.get(user), line.request(), places))
                        .as("%s by \"%s\": %s", line.what(), USERS.get(user), line.request())
                        .isEqualTo(line.cells().get(user));
            }
        }
        found.assertAll();
    }

    private static List<Line> lines() throws IOException {
        var lines = new ArrayList<Line>();
        for (String text : Files.readAllLines(TABLE)) {
            String[] cells = text.split(" *\\| *");
            if (cells.length == 7 && cells[2].startsWith("`")) {
                lines.add(new Line(
                        cells[1], cells[2].replace("`", ""), List.of(cells).subList(3, 7)));
            }
        }
        assertThat(lines).as("lines of the table").hasSizeGreaterThan(20);
        return lines;
    }

    private FreeStyleBuild buildOfAMessage() throws Exception {
        Webhooks.endpoint("alerts");
        AnsibleEventsConfiguration.get().setEmitters(List.of(new HttpEmitterConfig("audit", "http://127.0.0.1:9/")));
        jenkins.createProject(WorkflowJob.class, "pipe");
        FreeStyleProject job = LocalPlaybook.job(jenkins, "fix", LocalPlaybook.HELLO);
        job.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("host", "none")));
        triggered(job);
        triggered(jenkins.createFreeStyleProject("has-no-parameter"));
        sender.accepted("alerts", PAYLOAD);
        await().atMost(Duration.ofSeconds(60)).until(() -> job.getLastBuild() != null);
        return jenkins.waitForCompletion(job.getLastBuild());
    }

    private static void triggered(FreeStyleProject job) throws IOException {
        var trigger = new AnsibleEventTrigger();
        trigger.setEndpoint("alerts");
        trigger.setParameters(List.of(new EventParameter("host", "payload.host")));
        Webhooks.trigger(job, trigger);
    }

    private void close() {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader", "author")
                .grant(Item.CONFIGURE, Item.BUILD)
                .everywhere()
                .to("author")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));
    }

    /** Each message is a dead letter of the job that has no parameter. */
    private String deadLetter() throws Exception {
        String id = sender.accepted("alerts", PAYLOAD);
        MessageQueue queue = WebhookService.get().runtime().orElseThrow().queue();
        await().atMost(Duration.ofSeconds(30)).until(() -> queue.deadLetter(id).isPresent());
        return id;
    }

    /** What the user may do, in the words of the table. */
    private String answer(String user, String request, Map<String, String> places) throws Exception {
        String address = request.substring(request.indexOf(' ') + 1);
        for (Map.Entry<String, String> place : places.entrySet()) {
            address = address.replace(place.getKey(), place.getValue());
        }
        if (address.contains("<dead>")) {
            address = address.replace("<dead>", deadLetter());
        }
        int code = code(user, HttpMethod.valueOf(request.substring(0, request.indexOf(' '))), address);
        return switch (code) {
            case 200, 201, 400 -> "yes"; // 400: the request would have to choose something
            case 403, 404 -> "-";
            case 401 -> "with the secret";
            default -> "answer " + code;
        };
    }

    private int code(String user, HttpMethod method, String address) throws Exception {
        JenkinsRule.WebClient browser = browsers.of(user);
        var request = new WebRequest(new URL(jenkins.getURL() + address), method);
        if (address.startsWith("ansible-events/webhook")) {
            request.setAdditionalHeader("Content-Type", "application/json");
        }
        WebResponse response = browser.getPage(method == HttpMethod.POST ? browser.addCrumb(request) : request)
                .getWebResponse();
        boolean mustLogIn = response.getWebRequest().getUrl().getPath().endsWith("/login");
        return mustLogIn ? 403 : response.getStatusCode();
    }
}
