package io.jenkins.plugins.ansibleevents.console;

import hudson.Extension;
import hudson.console.ConsoleAnnotator;
import hudson.console.ConsoleAnnotatorFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Puts {@link PlaybookAnnotator} on every log; the annotator changes only the output of Ansible runs. */
@Extension
@Restricted(NoExternalUse.class)
public final class PlaybookAnnotatorFactory extends ConsoleAnnotatorFactory<Object> {

    @Override
    public ConsoleAnnotator<Object> newInstance(Object context) {
        return new PlaybookAnnotator();
    }
}
