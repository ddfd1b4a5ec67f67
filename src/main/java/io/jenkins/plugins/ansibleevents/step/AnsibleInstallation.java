package io.jenkins.plugins.ansibleevents.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.EnvironmentSpecific;
import hudson.model.Node;
import hudson.model.PersistentDescriptor;
import hudson.model.TaskListener;
import hudson.slaves.NodeSpecific;
import hudson.tools.ToolDescriptor;
import hudson.tools.ToolInstallation;
import hudson.tools.ToolProperty;
import java.io.IOException;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * A place where Ansible is installed: a virtual environment, or a directory that holds {@code ansible-playbook}.
 * Without one, the agent's {@code PATH} decides.
 */
@Restricted(NoExternalUse.class)
public final class AnsibleInstallation extends ToolInstallation
        implements NodeSpecific<AnsibleInstallation>, EnvironmentSpecific<AnsibleInstallation> {

    private static final long serialVersionUID = 1L;

    /**
     * Names an installation.
     *
     * @param name the name that jobs use
     * @param home the directory on the agent; may hold variables such as {@code ${HOME}}
     * @param properties other directories for some agents, or the automatic installation
     */
    @DataBoundConstructor
    public AnsibleInstallation(String name, String home, List<? extends ToolProperty<?>> properties) {
        super(name, home, properties);
    }

    @Override
    public AnsibleInstallation forNode(@NonNull Node node, TaskListener log) throws IOException, InterruptedException {
        return new AnsibleInstallation(
                getName(), translateFor(node, log), getProperties().toList());
    }

    @Override
    public AnsibleInstallation forEnvironment(EnvVars environment) {
        return new AnsibleInstallation(
                getName(), environment.expand(getHome()), getProperties().toList());
    }

    /** For {@code tools} and {@code withEnv} in Pipelines: both places that may hold the programs lead the {@code PATH}. */
    @Override
    public void buildEnvVars(EnvVars environment) {
        String home = getHome();
        if (home != null && !home.isBlank()) {
            environment.put("PATH+ANSIBLE", home);
            environment.put("PATH+ANSIBLE_BIN", home + "/bin");
        }
    }

    /** The installation of this name; null when there is none. */
    @CheckForNull
    static AnsibleInstallation byName(String name) {
        for (AnsibleInstallation installation : installations()) {
            if (installation.getName().equals(name)) {
                return installation;
            }
        }
        return null;
    }

    /** Every installation, in the order of the configuration. */
    static AnsibleInstallation[] installations() {
        return ExtensionList.lookupSingleton(DescriptorImpl.class).getInstallations();
    }

    /** Describes the tool; the list of installations is kept by Jenkins in its own file. */
    @Extension
    @Symbol("ansibleEnvironment")
    public static final class DescriptorImpl extends ToolDescriptor<AnsibleInstallation>
            implements PersistentDescriptor {

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.AnsibleInstallation_displayName();
        }

        @Override
        public void setInstallations(AnsibleInstallation... installations) {
            super.setInstallations(installations);
            save();
        }
    }
}
