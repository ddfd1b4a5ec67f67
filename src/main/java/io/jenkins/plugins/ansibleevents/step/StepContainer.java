package io.jenkins.plugins.ansibleevents.step;

import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import io.jenkins.plugins.ansibleevents.access.CredentialsLookup;
import io.jenkins.plugins.ansibleevents.engine.playbook.Container;
import io.jenkins.plugins.ansibleevents.engine.playbook.Mounts;
import io.jenkins.plugins.ansibleevents.engine.playbook.PlaybookRequestException;
import io.jenkins.plugins.ansibleevents.engine.playbook.RegistryLogin;
import io.jenkins.plugins.ansibleevents.engine.playbook.Volume;
import io.jenkins.plugins.ansibleevents.engine.secret.Secret;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The container of a step, of the options that begin with {@code container}. */
final class StepContainer {

    /** The choice of an engine when the option is empty. */
    static final String DEFAULT_ENGINE = "podman";

    /** Variables that belong to the machine, whatever the step has made of them; the image has its own. */
    private static final Set<String> OF_THE_MACHINE = Set.of(
            "PATH", "HOME", "PWD", "SHELL", "USER", "LOGNAME", "HOSTNAME", "TMPDIR", "JAVA_HOME", "XDG_RUNTIME_DIR");

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final PlaybookOptions options;
    private final StepSurroundings where;
    private final MessageValues message;

    StepContainer(PlaybookOptions options, StepSurroundings where, MessageValues message) {
        this.options = options;
        this.where = where;
        this.message = message;
    }

    /** Whether the step wants one. */
    boolean isWanted() {
        return !options.getContainerImage().isBlank();
    }

    /** The container without a login, for words about its end. */
    Container withoutLogin() {
        return container(null);
    }

    /** The container. */
    Container of(CredentialsLookup credentials) throws IOException {
        String id = where.expand(options.getContainerCredentialsId());
        if (id.isEmpty()) {
            return container(null);
        }
        var login = credentials.find("containerCredentialsId", id, StandardUsernamePasswordCredentials.class);
        try {
            return container(new RegistryLogin(
                    RegistryLogin.hostOf(image()),
                    login.getUsername(),
                    Secret.of(login.getPassword().getPlainText()),
                    true));
        } catch (PlaybookRequestException e) {
            throw e.option().startsWith("registry")
                    ? new PlaybookRequestException("containerCredentialsId", e.reason())
                    : e;
        }
    }

    private Container container(@CheckForNull RegistryLogin login) {
        String engine = where.expand(options.getContainerEngine()).strip();
        String workspace = where.workspace().getRemote();
        return new Container(
                engine.isEmpty() ? DEFAULT_ENGINE : engine,
                image(),
                new Mounts.Mount(workspace, workspace),
                true,
                lines("containerVolumes", options.getContainerVolumes()).stream()
                        .map(Volume::of)
                        .toList(),
                lines("containerOptions", options.getContainerOptions()),
                login);
    }

    private String image() {
        String image = where.expand(options.getContainerImage()).strip();
        message.refuseWithin("containerImage", image);
        return image;
    }

    /** Each line, expanded; a word of a message cannot make one an option, and no path that the machine is opened by. */
    private List<String> lines(String option, String text) {
        List<String> lines = where.expandedLines(text);
        lines.forEach(line -> message.refuseWithin(option, line));
        for (String line : Texts.lines(text)) {
            if (message.isExpandedIn(line) && where.expand(line).startsWith("-") && !line.startsWith("-")) {
                throw new PlaybookRequestException(option, Messages.RequestFactory_option(line));
            }
        }
        return lines;
    }

    /**
     * The variables of the step that the container needs: those that its machine does not have, such as the number of the
     * build and what {@code withEnv} and {@code withCredentials} have set.
     */
    Map<String, String> environment() throws IOException, InterruptedException {
        EnvVars machine = EnvVars.getRemote(where.workspace().getChannel());
        var own = new TreeMap<>(where.environment());
        own.keySet()
                .removeIf(name ->
                        OF_THE_MACHINE.contains(name) || !NAME.matcher(name).matches());
        own.entrySet().removeIf(variable -> variable.getValue().equals(machine.get(variable.getKey())));
        return own;
    }
}
