package io.jenkins.plugins.ansibleevents.webhook.trigger;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.util.ComboBoxModel;
import java.util.List;

/** Knows the names of the endpoints of this Jenkins, for forms. */
public interface EndpointNames extends ExtensionPoint {

    /** The names, in the order of the settings. */
    List<String> endpointNames();

    /** All names there are, as choices of a form. */
    static ComboBoxModel choices() {
        var names = new ComboBoxModel();
        ExtensionList.lookup(EndpointNames.class).forEach(all -> names.addAll(all.endpointNames()));
        return names;
    }
}
