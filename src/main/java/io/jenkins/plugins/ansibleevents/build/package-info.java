/** The runs of a build, their pages and their artifacts, and the extension point for listeners to runs. */
package io.jenkins.plugins.ansibleevents.build;
