/** What to run: a validated request, and the command line, environment and private files it becomes. */
package io.jenkins.plugins.ansibleevents.engine.playbook;
