package io.jenkins.plugins.ansibleevents.engine.playbook;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.List;
import java.util.Map;

/**
 * The place and the installation for a run of Ansible. All paths are paths on the host of the run.
 *
 * @param directory the working directory, against which relative paths of the request are resolved
 * @param installation the directory with {@code ansible-playbook} in it or in its {@code bin}, for example a virtual
 *     environment; null means {@code PATH}
 * @param config the ansible.cfg, or null for the one Ansible finds itself
 * @param rolesPath directories in which Ansible searches roles, empty for Ansible's setting
 * @param factCache the directory of the {@code jsonfile} fact cache, or null for Ansible's setting
 * @param forceColour whether the display text has colours without a terminal, unless the environment or ansible.cfg says
 *     whether it has
 * @param isolation where Ansible is shut in, or null
 * @param environment variables added to the environment of the host of the run
 */
public record Surroundings(
        String directory,
        @CheckForNull String installation,
        @CheckForNull String config,
        List<String> rolesPath,
        @CheckForNull String factCache,
        boolean forceColour,
        @CheckForNull Isolation isolation,
        Map<String, String> environment) {

    public Surroundings {
        rolesPath = List.copyOf(rolesPath);
        environment = Map.copyOf(environment);
    }
}
