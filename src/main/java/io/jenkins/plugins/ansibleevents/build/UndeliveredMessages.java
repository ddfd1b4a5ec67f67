package io.jenkins.plugins.ansibleevents.build;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Knows which messages of a run are still to be sent, for the page of its build. */
@Restricted(NoExternalUse.class)
public interface UndeliveredMessages extends ExtensionPoint {

    /** One sentence for each emitter with messages of this run that wait; empty when all are delivered. */
    List<String> undelivered(String ident);

    /** What everybody knows about a run. */
    static List<String> all(String ident) {
        return ExtensionList.lookup(UndeliveredMessages.class).stream()
                .flatMap(known -> known.undelivered(ident).stream())
                .toList();
    }
}
