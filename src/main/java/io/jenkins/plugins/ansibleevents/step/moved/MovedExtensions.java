package io.jenkins.plugins.ansibleevents.step.moved;

import hudson.Extension;
import hudson.ExtensionComponent;
import jenkins.ExtensionFilter;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Leaves the steps of this package out of Jenkins while the {@code ansible} plugin is there, because they have its names. */
@Extension
@Restricted(NoExternalUse.class)
public final class MovedExtensions extends ExtensionFilter {

    private static final String OTHER_PLUGIN = "ansible";

    @Override
    public <T> boolean allows(Class<T> type, ExtensionComponent<T> component) {
        return !isMoved(component.getInstance()) || !isOtherPluginThere();
    }

    static boolean isOtherPluginThere() {
        return Jenkins.get().getPlugin(OTHER_PLUGIN) != null;
    }

    /** Whether an extension has the name of one of the {@code ansible} plugin. */
    static boolean isMoved(Object extension) {
        return extension.getClass().getPackageName().equals(MovedExtensions.class.getPackageName());
    }
}
