/** The steps of the {@code ansible} plugin, run by this one where that plugin is not installed. */
package io.jenkins.plugins.ansibleevents.step.moved;
