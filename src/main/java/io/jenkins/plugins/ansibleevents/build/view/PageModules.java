package io.jenkins.plugins.ansibleevents.build.view;

import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Where browsers load the JavaScript modules of the pages from: Jenkins serves resources of plugins below an address that changes
 * with each start, and lets browsers keep them for a year.
 */
@Restricted(NoExternalUse.class)
public final class PageModules {

    private PageModules() {}

    /** The directory of this plugin's resources, relative to the root of Jenkins and ending with a slash. */
    public static String directory() {
        return "adjuncts/" + Jenkins.SESSION_HASH + "/io/jenkins/plugins/ansibleevents/";
    }
}
