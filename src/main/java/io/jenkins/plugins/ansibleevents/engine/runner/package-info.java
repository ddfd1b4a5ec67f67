/** Starts runs, controls them, and notifies listeners of what they do. */
package io.jenkins.plugins.ansibleevents.engine.runner;
