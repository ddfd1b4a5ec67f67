/** What a build remembers of its runs and shows of them, and the extension point for listeners to runs. */
package io.jenkins.plugins.ansibleevents.build;
