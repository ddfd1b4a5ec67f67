package io.jenkins.plugins.ansibleevents.engine.playbook;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;

/**
 * The work for Ansible. Immutable; a value that cannot be passed on safely (empty, with a line break, or beginning like
 * an option) is refused with {@link PlaybookRequestException}.
 */
public sealed interface Work {

    /** The program of ansible-core for this work, without a directory: the run searches it in {@code PATH}. */
    String program();

    /**
     * {@code ansible-playbook} with one or more playbooks, in order.
     *
     * @param paths paths on the host of the run, or {@code ns.coll.playbook}; relative paths are resolved against the
     *     request's directory
     */
    record Playbooks(List<String> paths) implements Work {

        public Playbooks {
            if (paths.isEmpty()) {
                throw new PlaybookRequestException("playbook", "is required");
            }
            paths = RequestCheck.words("playbook", paths);
        }

        @Override
        public String program() {
            return "ansible-playbook";
        }
    }

    /**
     * {@code ansible}: one module on the hosts of a pattern.
     *
     * @param module the module's name
     * @param arguments its arguments as {@code ansible -a} reads them; null for none
     * @param hosts the host pattern
     */
    record AdHoc(String module, @CheckForNull String arguments, String hosts) implements Work {

        public AdHoc {
            RequestCheck.word("module", module);
            RequestCheck.word("hosts", hosts);
            if (arguments != null) {
                RequestCheck.noNul("moduleArguments", arguments);
            }
        }

        @Override
        public String program() {
            return "ansible";
        }
    }
}
