/** The work of a run: a checked request, and its command line, environment and private files. */
package io.jenkins.plugins.ansibleevents.engine.playbook;
