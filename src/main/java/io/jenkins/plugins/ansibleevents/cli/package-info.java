/** The command line; the only package that knows picocli, and never part of the plugin. */
package io.jenkins.plugins.ansibleevents.cli;
