package io.jenkins.plugins.ansibleevents.cli;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.ansibleevents.engine.playbook.RolePlay;
import io.jenkins.plugins.ansibleevents.engine.settings.SettingsException;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of {@code run} that go with {@code --role}. */
final class RoleOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--role-vars",
            paramLabel = "VARS",
            description =
                    "Variables of the role: key=value pairs, or a JSON or YAML mapping. Numbers, True, False, None and"
                            + " lists are what they are in Python.")
    private String vars;

    @Option(names = "--role-skip-facts", description = "Do not gather facts before the role.")
    private boolean skipFacts;

    /**
     * The playbook of a role; empty for null.
     *
     * @param hosts the pattern of its hosts; null for all
     */
    Optional<RolePlay> play(@CheckForNull String role, @CheckForNull String hosts) throws SettingsException {
        if (role == null) {
            if (vars != null || skipFacts) {
                throw wrongUse("--role-vars and --role-skip-facts are for a role (-r)");
            }
            return Optional.empty();
        }
        if (role.isBlank()) {
            throw wrongUse("--role: the name of the role is empty");
        }
        return Optional.of(
                RolePlay.of(role, RoleVars.read(vars == null ? "" : vars), hosts == null ? "all" : hosts, !skipFacts));
    }

    private ParameterException wrongUse(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
