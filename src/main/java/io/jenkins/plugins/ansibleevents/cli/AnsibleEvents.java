package io.jenkins.plugins.ansibleevents.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ansible-events}: the command that holds the others. */
@Command(
        name = "ansible-events",
        description = "Runs Ansible playbooks and records what happened on every host.",
        mixinStandardHelpOptions = true)
public final class AnsibleEvents {

    private AnsibleEvents() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new AnsibleEvents()).execute(args));
    }
}
