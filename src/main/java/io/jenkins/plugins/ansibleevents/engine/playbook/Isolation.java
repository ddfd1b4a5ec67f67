package io.jenkins.plugins.ansibleevents.engine.playbook;

/**
 * The place in which Ansible is shut in, so that it sees only a part of its machine. Paths of a {@link PlaybookRequest}
 * are paths of the machine; some are others inside.
 */
public sealed interface Isolation permits Container, Sandbox {

    /** The name or the path of the program that makes the place, for example {@code podman}. */
    String program();

    /** The directories of the machine that are elsewhere inside, or there at all, the deepest first. */
    Mounts mounts();
}
