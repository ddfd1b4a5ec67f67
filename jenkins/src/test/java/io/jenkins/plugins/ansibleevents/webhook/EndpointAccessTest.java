package io.jenkins.plugins.ansibleevents.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Items;
import hudson.model.Job;
import hudson.model.TopLevelItem;
import hudson.model.User;
import hudson.security.ACL;
import hudson.util.FormValidation;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.Message;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageQueue;
import io.jenkins.plugins.ansibleevents.engine.inbound.queue.MessageState;
import io.jenkins.plugins.ansibleevents.webhook.trigger.AnsibleEventTrigger;
import io.jenkins.plugins.ansibleevents.webhook.trigger.WebhookCause;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.MockFolder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Which jobs get the messages of an endpoint, and who learns the endpoint's name. */
@WithJenkins
class EndpointAccessTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String CLOSED = "No endpoint \"alerts\" is open to the job ";

    private JenkinsRule jenkins;
    private Webhooks sender;
    private MockFolder teamA;
    private MockFolder teamB;

    @BeforeEach
    void twoTeams(JenkinsRule rule) throws Exception {
        jenkins = rule;
        sender = new Webhooks(rule.getURL());
        teamA = rule.createFolder("team-a");
        teamB = rule.createFolder("team-b");
        Webhooks.endpoint("alerts");
        bind("team-a/**");
    }

    /** Binds the endpoint to jobs, as an administrator does who saves the form. */
    private static void bind(String jobs) {
        WebhookEndpoint alerts = WebhookConfiguration.get().getEndpoints().get(0);
        alerts.setJobs(jobs);
        WebhookConfiguration.get().setEndpoints(List.of(alerts));
    }

    private static FreeStyleProject job(MockFolder folder, String name, String endpoint) throws Exception {
        return wait(folder.createProject(FreeStyleProject.class, name), endpoint);
    }

    private static FreeStyleProject wait(FreeStyleProject job, String endpoint) throws Exception {
        var trigger = new AnsibleEventTrigger();
        trigger.setEndpoint(endpoint);
        Webhooks.trigger(job, trigger);
        return job;
    }

    /** The jobs that a message starts. */
    private List<String> started(String endpoint) throws Exception {
        return startedBy(sender.accepted(endpoint, "{}"));
    }

    /** Once a message is done, all builds that it starts have started. */
    private List<String> startedBy(String id) throws Exception {
        MessageQueue queue = WebhookService.get().runtime().orElseThrow().queue();
        await().atMost(LONG).until(() -> queue.status(id).orElseThrow().state() == MessageState.DONE);
        jenkins.waitUntilNoActivity();
        var started = new ArrayList<String>();
        for (Job<?, ?> job : jenkins.jenkins.getAllItems(Job.class)) {
            for (var build : job.getBuilds()) {
                WebhookCause cause = build.getCause(WebhookCause.class);
                if (cause != null && cause.getMessageId().equals(id)) {
                    started.add(job.getFullName());
                }
            }
        }
        started.sort(null);
        return started;
    }

    private static void awaitProblem(String job, String words) {
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(WebhookService.get().problems().get("Trigger of " + job))
                        .isNotNull()
                        .contains(words));
    }

    private static void awaitNoProblem(String job) {
        await().atMost(LONG).until(() -> !WebhookService.get().problems().containsKey("Trigger of " + job));
    }

    @Test
    void jobOutsideOfTheBindingGetsNoMessageAndIsToldWhy() throws Exception {
        FreeStyleProject fix = job(teamA, "fix", "alerts");
        job(teamA.createProject(MockFolder.class, "deeper"), "fix", "alerts");
        FreeStyleProject spy = job(teamB, "spy", "alerts");
        awaitProblem("team-b/spy", CLOSED + "team-b/spy");

        assertThat(started("alerts")).containsExactly("team-a/deeper/fix", "team-a/fix");

        assertThat(jenkins.createWebClient()
                        .goTo("manage/ansible-events-webhooks/")
                        .asNormalizedText())
                .contains("Trigger of team-b/spy: " + CLOSED, "team-a/**");
        assertThat(jenkins.createWebClient().getPage(spy).asNormalizedText()).contains(CLOSED + "team-b/spy");
        assertThat(jenkins.createWebClient().getPage(fix).asNormalizedText()).doesNotContain(CLOSED);
        assertThat(descriptor().doCheckEndpoint(spy, "alerts").getMessage()).contains("team-b/spy");
        assertThat(descriptor().doCheckEndpoint(spy, "alerts").kind).isEqualTo(FormValidation.Kind.WARNING);
        assertThat(descriptor().doCheckEndpoint(fix, "alerts").kind).isEqualTo(FormValidation.Kind.OK);
    }

    @Test
    void endpointIsOpenedAndClosedWhileJobsWait() throws Exception {
        job(teamA, "fix", "alerts");
        job(teamB, "spy", "alerts");
        awaitProblem("team-b/spy", CLOSED);

        bind("");
        awaitNoProblem("team-b/spy");
        assertThat(started("alerts")).containsExactly("team-a/fix", "team-b/spy");

        bind("team-a/fix");
        awaitProblem("team-b/spy", CLOSED);
        assertThat(started("alerts")).containsExactly("team-a/fix");
    }

    @Test
    void triggerThatNamesNoEndpointGetsNothingUnlessTheAdministratorHasListedItsJob() throws Exception {
        bind("");
        job(teamA, "fix", "alerts");
        job(teamB, "all", "");
        job(teamB, "elsewhere", "of-another-receiver");
        awaitProblem("team-b/all", "names no endpoint");
        awaitProblem("team-b/elsewhere", "No endpoint \"of-another-receiver\" is open");
        assertThat(started("alerts")).containsExactly("team-a/fix");

        WebhookConfiguration.get().setAllMessagesJobs("team-b/*");
        awaitNoProblem("team-b/all");
        awaitNoProblem("team-b/elsewhere");

        assertThat(started("alerts")).containsExactly("team-a/fix", "team-b/all");
        assertThat(startedBy(published(Map.of()))).containsExactly("team-b/all");
        assertThat(startedBy(published(Map.of(Message.ENDPOINT, "of-another-receiver"))))
                .containsExactly("team-b/all", "team-b/elsewhere");
    }

    /** Puts a message into the queue as another producer does. */
    private static String published(Map<String, String> attributes) throws Exception {
        return WebhookService.get()
                .runtime()
                .orElseThrow()
                .queue()
                .publish(Message.of("{}".getBytes(StandardCharsets.UTF_8), attributes));
    }

    @Test
    void nameThatAJobHasNowCountsWhenItIsMovedRenamedOrCopied() throws Exception {
        job(teamA, "witness", "alerts");
        FreeStyleProject fix = job(teamA, "fix", "alerts");
        FreeStyleProject copy = (FreeStyleProject) jenkins.jenkins.<TopLevelItem>copy(fix, "copy");
        // Until then Jenkins does not build a copy.
        copy.save();
        awaitProblem("copy", CLOSED);
        assertThat(started("alerts")).containsExactly("team-a/fix", "team-a/witness");

        Items.move(fix, teamB);
        awaitProblem("team-b/fix", CLOSED);
        assertThat(started("alerts")).containsExactly("team-a/witness");

        Items.move(copy, teamA);
        awaitNoProblem("copy");
        assertThat(started("alerts")).containsExactly("team-a/copy", "team-a/witness");

        bind("team-a/witness\nteam-a/cop");
        awaitProblem("team-a/copy", CLOSED);
        bind("team-a/w*\nteam-a/fix");
        copy.renameTo("fix");
        awaitNoProblem("team-a/copy");
        awaitNoProblem("team-a/fix");
        assertThat(started("alerts")).containsExactly("team-a/fix", "team-a/witness");
    }

    @Test
    void folderThatIsMovedTakesItsJobsOutOfTheBinding() throws Exception {
        wait(jenkins.createFreeStyleProject("witness"), "alerts");
        bind("team-a/**\nwitness");
        FreeStyleProject fix = job(teamA, "fix", "alerts");
        awaitNoProblem("witness");
        assertThat(started("alerts")).containsExactly("team-a/fix", "witness");

        Items.move(teamA, teamB);
        assertThat(fix.getFullName()).isEqualTo("team-b/team-a/fix");
        awaitProblem("team-b/team-a/fix", CLOSED);

        assertThat(started("alerts")).containsExactly("witness");
    }

    @Test
    void namesAreOfferedAndToldToThoseWhoMayUseThem() throws Exception {
        FreeStyleProject fix = job(teamA, "fix", "");
        FreeStyleProject spy = job(teamB, "spy", "");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.READ, Item.CONFIGURE)
                .onItems(fix)
                .to("author-a")
                .grant(Item.READ, Item.CONFIGURE)
                .onItems(spy)
                .to("author-b")
                .grant(Item.READ, Item.EXTENDED_READ, Jenkins.SYSTEM_READ)
                .everywhere()
                .to("reader"));

        assertThat(as("author-a", () -> offered(fix))).containsExactly("alerts");
        assertThat(as("author-b", () -> offered(spy))).isEmpty();
        assertThat(as("author-b", () -> offered(fix))).isEmpty();
        assertThat(as("author-b", () -> offered(null))).isEmpty();
        assertThat(as("author-b", () -> offered(teamA))).isEmpty();
        assertThat(as("reader", () -> offered(fix))).isEmpty();
        assertThat(as("admin", () -> offered(null))).containsExactly("alerts");
        assertThat(as("admin", () -> offered(fix))).containsExactly("alerts");

        String real =
                as("author-b", () -> descriptor().doCheckEndpoint(spy, "alerts").getMessage());
        String none = as(
                "author-b", () -> descriptor().doCheckEndpoint(spy, "nowhere").getMessage());
        assertThat(real).isEqualTo(none.replace("nowhere", "alerts"));
        assertThat(as("reader", () -> descriptor().doCheckEndpoint(spy, "alerts").kind))
                .isEqualTo(FormValidation.Kind.OK);
    }

    @Test
    void pipelineIsToldOnItsPageThoseWhoMaySeeItsSettings() throws Exception {
        WorkflowJob pipeline = teamB.createProject(WorkflowJob.class, "pipeline");
        pipeline.setDefinition(new CpsFlowDefinition(
                "properties([pipelineTriggers([ansibleEventTrigger(endpoint: 'alerts')])])", true));
        jenkins.buildAndAssertSuccess(pipeline);
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.CONFIGURE)
                .everywhere()
                .to("author"));

        assertThat(page("author", pipeline)).contains(CLOSED + "team-b/pipeline");
        assertThat(page("viewer", pipeline)).doesNotContain(CLOSED);
    }

    private String page(String user, Item job) throws Exception {
        return jenkins.createWebClient()
                .withJavaScriptEnabled(false)
                .login(user)
                .getPage(job)
                .asNormalizedText();
    }

    private static AnsibleEventTrigger.DescriptorImpl descriptor() {
        return Jenkins.get().getDescriptorByType(AnsibleEventTrigger.DescriptorImpl.class);
    }

    private static List<String> offered(Item item) {
        return List.copyOf(descriptor().doFillEndpointItems(item));
    }

    private static <T> T as(String user, Callable<T> question) throws Exception {
        try (var context = ACL.as2(User.getById(user, true).impersonate2())) {
            return question.call();
        }
    }
}
