/** What happened in a run, as JSON over HTTP, wherever the run's files are. */
package io.jenkins.plugins.ansibleevents.build.view;
