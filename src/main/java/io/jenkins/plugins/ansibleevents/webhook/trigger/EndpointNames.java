package io.jenkins.plugins.ansibleevents.webhook.trigger;

import hudson.ExtensionPoint;
import java.util.List;

/** Knows the names of the endpoints of this Jenkins, for forms. */
public interface EndpointNames extends ExtensionPoint {

    /** The names, in the order of the settings. */
    List<String> endpointNames();
}
