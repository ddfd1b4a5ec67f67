package io.jenkins.plugins.ansibleevents.build;

import hudson.model.Run;
import hudson.model.TaskListener;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * A run that is about to start.
 *
 * @param build the build it belongs to
 * @param ident its ident, unique in this Jenkins
 * @param playbook the playbook as the job names it
 * @param limit the limit of its hosts; empty for none
 * @param place where in a Pipeline it runs, the outermost stage or branch first: {@code Deploy / web}; empty for none
 * @param directory where it is recorded on the controller until it is archived
 * @param emitters names of emitters that the job asks for; empty for the default ones, {@code none} for none
 * @param log the build's log
 * @param stop ends the run as failed, for one sentence to the user; may be called by any thread until it has ended
 */
public record PlaybookRunInfo(
        Run<?, ?> build,
        String ident,
        String playbook,
        String limit,
        String place,
        Path directory,
        List<String> emitters,
        TaskListener log,
        Consumer<String> stop) {

    public PlaybookRunInfo {
        emitters = List.copyOf(emitters);
    }
}
