package io.jenkins.plugins.ansibleevents.step;

import hudson.model.FreeStyleProject;
import hudson.model.Run;
import java.io.IOException;
import jenkins.util.VirtualFile;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.SingleFileSCM;

/** A playbook that a freestyle job runs on the machine of the test, without SSH. */
public final class LocalPlaybook {

    /** One task that says hello. */
    public static final String HELLO = """
            - hosts: all
              gather_facts: false
              tasks:
                - ansible.builtin.debug:
                    msg: hello
            """;

    private LocalPlaybook() {}

    /**
     * Makes a job that runs a playbook.
     *
     * @param name of the job
     * @param playbook its text
     */
    public static FreeStyleProject job(JenkinsRule jenkins, String name, String playbook) throws IOException {
        return job(jenkins, name, playbook, step());
    }

    /** As {@link #job(JenkinsRule, String, String)}, with more options in a {@link #step}. */
    static FreeStyleProject job(JenkinsRule jenkins, String name, String playbook, AnsibleRunBuilder step)
            throws IOException {
        FreeStyleProject job = jenkins.createFreeStyleProject(name);
        job.setScm(new SingleFileSCM("site.yml", playbook));
        job.getBuildersList().add(step);
        return job;
    }

    /** A step without further options. */
    static AnsibleRunBuilder step() {
        var step = new AnsibleRunBuilder("site.yml");
        step.setInventory("localhost,");
        step.setConnection("local");
        return step;
    }

    /** The ident of a run whose artifacts were kept, by its beginning: job, build, number. A random part follows. */
    public static String ident(Run<?, ?> build, String beginning) throws IOException {
        for (VirtualFile run :
                build.getArtifactManager().root().child("ansible").list()) {
            if (run.getName().startsWith(beginning + "-")) {
                return run.getName();
            }
        }
        throw new AssertionError("no artifacts of " + beginning);
    }
}
