package io.jenkins.plugins.ansibleevents.engine.index;

/**
 * A task as people see it: once, however often Ansible has loaded its file.
 *
 * @param name as Ansible displays it
 * @param template its name as the playbook has it, where results have it so; else the same
 * @param play number of its play, or -1
 * @param path {@code file:line}, or empty
 * @param action its module as written, or empty
 * @param role its role, or empty
 * @param handler whether it is a handler
 * @param at milliseconds from the run's first event to its start
 * @param line its first line in {@code stdout}, or -1
 */
public record IndexedTask(
        String name,
        String template,
        int play,
        String path,
        String action,
        String role,
        boolean handler,
        int at,
        int line) {}
