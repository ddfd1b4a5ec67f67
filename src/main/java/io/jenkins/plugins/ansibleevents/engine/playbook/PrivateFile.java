package io.jenkins.plugins.ansibleevents.engine.playbook;

/**
 * A file that a run needs in its private directory.
 *
 * @param name relative to the private directory, with {@code /}; at most one directory deep
 * @param content its bytes
 * @param executable mode 0700 instead of 0600
 */
public record PrivateFile(String name, byte[] content, boolean executable) {

    @Override
    public String toString() {
        return "PrivateFile[" + name + "]";
    }
}
