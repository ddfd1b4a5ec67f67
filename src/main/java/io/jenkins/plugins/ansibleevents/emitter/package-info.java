/** Emitters as settings, their life from the start of Jenkins to its end, and their spools. */
package io.jenkins.plugins.ansibleevents.emitter;
