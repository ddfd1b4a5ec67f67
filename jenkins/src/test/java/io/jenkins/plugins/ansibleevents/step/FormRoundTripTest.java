package io.jenkins.plugins.ansibleevents.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Descriptor;
import hudson.model.FreeStyleProject;
import hudson.tasks.Builder;
import java.util.List;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Every option survives the form of a job and the snippet generator's. */
@WithJenkins
class FormRoundTripTest {

    @Test
    void buildStepKeepsEveryOption(JenkinsRule jenkins) throws Exception {
        AnsibleRunBuilder before = new AnsibleRunBuilder("site.yml");
        fill(before);
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.getBuildersList().add(before);

        jenkins.configRoundtrip(job);

        AnsibleRunBuilder after = job.getBuildersList().get(AnsibleRunBuilder.class);
        assertThat(after).usingRecursiveComparison().isEqualTo(before);
    }

    @Test
    void buildStepKeepsItsDefaults(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.getBuildersList().add(new AnsibleRunBuilder("site.yml"));

        jenkins.configRoundtrip(job);

        assertThat(job.getBuildersList().get(AnsibleRunBuilder.class))
                .usingRecursiveComparison()
                .isEqualTo(new AnsibleRunBuilder("site.yml"));
    }

    @Test
    void pipelineStepKeepsEveryOption(JenkinsRule jenkins) throws Exception {
        PipelineOptions before = new PipelineOptions("site.yml");
        fill(before);

        AnsibleRunStep after = new StepConfigTester(jenkins).configRoundTrip(new AnsibleRunStep(before));

        assertThat(after.getDelegate()).usingRecursiveComparison().isEqualTo(before);
    }

    @Test
    void policyOfAStepThatIsBeingAddedFailsTheBuild(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.getBuildersList().add(new NewStep());

        jenkins.configRoundtrip(job);

        assertThat(job.getBuildersList().get(NewStep.class).policy)
                .usingRecursiveComparison()
                .isEqualTo(new ResultPolicy());
    }

    /** Shows the form of a policy that does not exist yet, as a step does that is being added. */
    public static final class NewStep extends Builder {

        private ResultPolicy policy;

        @DataBoundConstructor
        public NewStep() {
            // nothing is chosen yet
        }

        public ResultPolicy getPolicy() {
            return policy;
        }

        @DataBoundSetter
        public void setPolicy(ResultPolicy policy) {
            this.policy = policy;
        }

        /** Describes it in forms. */
        @TestExtension("policyOfAStepThatIsBeingAddedFailsTheBuild")
        public static final class DescriptorImpl extends Descriptor<Builder> {}
    }

    private static void fill(PlaybookOptions step) {
        step.setInventory("hosts.ini\nweb1,web2");
        step.setInventoryContent("[web]\nweb1\n");
        step.setDynamicInventory(true);
        step.setCredentialsId("key");
        step.setSshKeys(List.of(new SshKeyCredential("jump"), new SshKeyCredential("other")));
        step.setRemoteUser("deploy");
        step.setConnection("ssh");
        step.setDisableHostKeyChecking(true);
        step.setBecome(true);
        step.setBecomeUser("root");
        step.setBecomeMethod("sudo");
        step.setBecomeCredentialsId("become");
        step.setVaultCredentialsId("vault");
        step.setVaultCredentials(List.of(new VaultCredential("prod", "vault-prod")));
        step.setSecretVars(List.of(new SecretVar("db_password", "db"), new SecretVar("token", "api")));
        step.setPromptAnswers(List.of(
                new PromptCredential("Which release.*:\\s*?$", "release"), new PromptCredential("Press enter", "")));
        step.setContainerImage("registry.example.com/ansible:2");
        step.setContainerEngine("docker");
        step.setContainerCredentialsId("registry");
        step.setContainerVolumes("/etc/pki:/etc/pki:ro\n/data");
        step.setContainerOptions("--network=host\n--cap-drop=all");
        step.setRole("webserver");
        step.setRoleVars("port: 8080");
        step.setRoleSkipFacts(true);
        step.setModule("command");
        step.setModuleArguments("uptime");
        step.setHosts("web:!web3");
        step.setLimit("web");
        step.setTags("a,b");
        step.setSkippedTags("c");
        step.setStartAtTask("install");
        step.setForks(20);
        step.setVerbosity(3);
        step.setCheckMode(true);
        step.setDiff(true);
        step.setDrift(true);
        step.setExtraVars("version: \"1.10\"");
        step.setTrustExtraVars(true);
        step.setExtras("--flush-cache");
        step.setColorized(false);
        step.setAnsibleConfig("ansible.cfg");
        step.setRolesPath("roles\nmore");
        step.setJobTimeout("30m");
        step.setIdleTimeout("5m");
        step.setResultPolicy(policy());
        step.setEmitters("audit");
        step.setArchive("FAILED");
        step.setConsole("failures");
        step.setOmitEventData(true);
        step.setOnlyFailedEventData(true);
        step.setOmitEvents("runner_on_start\nrunner_on_skipped");
        step.setMaxResultSize(5000);
        step.setShortenFacts(true);
        step.setMaxEventsSize(1000000);
        step.setFactCache(true);
        step.setJobEvents(true);
        step.setJunit(true);
    }

    private static ResultPolicy policy() {
        ResultPolicy policy = new ResultPolicy();
        policy.setFailed("UNSTABLE");
        policy.setFailedLimit("2");
        policy.setUnreachable("UNSTABLE");
        policy.setUnreachableLimit("5%");
        policy.setChanged("UNSTABLE");
        policy.setChangedLimit("1");
        policy.setIgnored("UNSTABLE");
        policy.setNoHostsMatched("SUCCESS");
        return policy;
    }
}
