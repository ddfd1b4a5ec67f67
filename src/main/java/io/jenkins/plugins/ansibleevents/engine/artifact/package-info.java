/** What a run leaves behind: the run directory, its manifest, the JUnit file and the HTML report. */
package io.jenkins.plugins.ansibleevents.engine.artifact;
