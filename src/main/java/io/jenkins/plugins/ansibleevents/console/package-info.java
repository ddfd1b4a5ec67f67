/**
 * Colours, outline and links in the log of a build. Lines of Ansible are recognized when the log is read; only the first and
 * the last line of a run carry a note.
 */
package io.jenkins.plugins.ansibleevents.console;
