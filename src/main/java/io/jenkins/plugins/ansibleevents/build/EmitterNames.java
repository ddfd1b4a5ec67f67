package io.jenkins.plugins.ansibleevents.build;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Knows the emitters that a run may name. */
@Restricted(NoExternalUse.class)
public interface EmitterNames extends ExtensionPoint {

    /** The names of the configured emitters, in the order of the settings. */
    List<String> emitterNames();

    /** The names of all emitters of this Jenkins. */
    static List<String> all() {
        return ExtensionList.lookup(EmitterNames.class).stream()
                .flatMap(known -> known.emitterNames().stream())
                .toList();
    }
}
