package io.jenkins.plugins.ansibleevents.step.moved;

import hudson.AbortException;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequestException;
import io.jenkins.plugins.ansibleevents.engine.playbook.Work;
import io.jenkins.plugins.ansibleevents.step.PlaybookOptions;
import java.util.function.UnaryOperator;

/**
 * A module to run without a playbook.
 *
 * @param module its name; empty for {@code command}, which the program {@code ansible} takes then
 * @param arguments its arguments; may be empty
 * @param hosts the host pattern
 */
record MovedModule(String module, String arguments, String hosts) {

    MovedModule {
        module = module.isEmpty() ? "command" : module;
    }

    static MovedModule of(MovedOptions named, UnaryOperator<String> expansion) {
        return new MovedModule(
                named.text("module", expansion),
                named.text("moduleArguments", expansion),
                named.text("hosts", expansion));
    }

    /** What Jenkins shows where it shows the playbook of other runs. */
    String title() {
        return module + " on " + hosts;
    }

    /** @param step the name of the step in messages */
    void setOn(PlaybookOptions run, String step) throws AbortException {
        try {
            run.setAdHoc(new Work.AdHoc(module, arguments.isEmpty() ? null : arguments, hosts));
        } catch (PlaybookRequestException e) {
            throw new AbortException(step + ": " + e.getMessage());
        }
    }
}
