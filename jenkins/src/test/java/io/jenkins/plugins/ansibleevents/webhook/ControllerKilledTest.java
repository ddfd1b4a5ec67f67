package io.jenkins.plugins.ansibleevents.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.FreeStyleProject;
import hudson.tasks.Shell;
import io.jenkins.plugins.ansibleevents.JenkinsProcess;
import io.jenkins.plugins.ansibleevents.webhook.trigger.AnsibleEventTrigger;
import io.jenkins.plugins.ansibleevents.webhook.trigger.WebhookCause;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * Jenkins is killed with SIGKILL at the worst moments: every message that was answered with 202 is built, and only
 * once.
 */
class ControllerKilledTest {

    @RegisterExtension
    private final RealJenkinsExtension jenkins = JenkinsProcess.quick();

    @Test
    void killedBeforeTheBuildStarts() throws Throwable {
        jenkins.startJenkins();
        jenkins.runRemotely(ControllerKilledTest::jobWithoutExecutor);
        String id = new Webhooks(jenkins.getUrl()).accepted("alerts", "{\"n\":1}");
        jenkins.runRemotely(ControllerKilledTest::itemIsScheduled);

        jenkins.stopJenkinsForcibly();
        jenkins.startJenkins();

        jenkins.runRemotely(ControllerKilledTest::giveExecutors);
        String built = jenkins.runRemotely(ControllerKilledTest::onlyBuild);
        assertThat(built).isEqualTo(id);
    }

    /** The queue on disk still has the item whose build has started: it must not start a second one. */
    @Test
    void killedWhileTheBuildRuns() throws Throwable {
        jenkins.startJenkins();
        jenkins.runRemotely(ControllerKilledTest::jobWithoutExecutor);
        String id = new Webhooks(jenkins.getUrl()).accepted("alerts", "{\"n\":1}");
        jenkins.runRemotely(ControllerKilledTest::itemIsScheduled);
        jenkins.runRemotely(ControllerKilledTest::itemIsBuilt);

        jenkins.stopJenkinsForcibly();
        jenkins.startJenkins();

        String built = jenkins.runRemotely(ControllerKilledTest::onlyBuild);
        assertThat(built).isEqualTo(id);
    }

    private static void job(JenkinsRule rule, int seconds) throws Exception {
        Webhooks.endpoint("alerts");
        FreeStyleProject job = rule.createFreeStyleProject("fix");
        job.getBuildersList().add(new Shell("sleep " + seconds));
        var trigger = new AnsibleEventTrigger();
        trigger.setEndpoint("alerts");
        Webhooks.trigger(job, trigger);
    }

    private static void jobWithoutExecutor(JenkinsRule rule) throws Throwable {
        rule.jenkins.setNumExecutors(0);
        rule.jenkins.save();
        job(rule, 15);
    }

    private static void itemIsScheduled(JenkinsRule rule) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> rule.jenkins.getQueue().getItems().length == 1);
    }

    private static void itemIsBuilt(JenkinsRule rule) throws Throwable {
        rule.jenkins.getQueue().save();
        giveExecutors(rule);
        var job = rule.jenkins.getItemByFullName("fix", FreeStyleProject.class);
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> job.getLastBuild().getLog(100).toString().contains("sleep 15"));
        rule.jenkins.save();
    }

    private static void giveExecutors(JenkinsRule rule) throws Throwable {
        rule.jenkins.setNumExecutors(2);
    }

    /** The id of the message of the only build, after enough time for a second one. */
    private static String onlyBuild(JenkinsRule rule) throws Throwable {
        var job = rule.jenkins.getItemByFullName("fix", FreeStyleProject.class);
        await().atMost(Duration.ofSeconds(60)).until(() -> job.getLastBuild() != null);
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            var depth = WebhookService.get().depth();
            return depth.queued().orElse(1)
                            + depth.leased().orElse(1)
                            + depth.delayed().orElse(1)
                    == 0;
        });
        rule.waitUntilNoActivityUpTo(120_000);
        assertThat(job.getBuilds().size()).isEqualTo(1);
        return job.getLastBuild().getCause(WebhookCause.class).getMessageId();
    }
}
