package io.jenkins.plugins.ansibleevents.engine.runner;

/**
 * A directory that the program which has started the run reads and writes by its path, while the run goes on or later. Where
 * an {@link io.jenkins.plugins.ansibleevents.engine.playbook.Isolation} shows it, it is a mount point there, and so is each
 * directory above it: a mount point cannot be renamed or removed, and so nothing inside can put a symbolic link in its place.
 * A mount that the user has asked for, of the directory itself or in its place inside, stays as it was asked for.
 *
 * @param path its absolute path on the machine
 * @param writable whether Ansible may write to it, but for fixed directories in it
 */
public record FixedDirectory(String path, boolean writable) {}
