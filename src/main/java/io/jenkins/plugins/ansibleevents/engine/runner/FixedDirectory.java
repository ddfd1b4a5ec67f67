package io.jenkins.plugins.ansibleevents.engine.runner;

/**
 * A directory in which the program that has started the run writes or removes files while the run goes on. Where an {@link
 * io.jenkins.plugins.ansibleevents.engine.playbook.Isolation} shows it, it is a mount point there, and so is each directory
 * above it: a mount point cannot be renamed or removed, and so nothing inside can put a symbolic link in its place.
 *
 * @param path its absolute path on the machine
 * @param writable whether Ansible may write to it, but for fixed directories in it
 */
public record FixedDirectory(String path, boolean writable) {}
