/** Emitters as settings, their life from the start of Jenkins to its end, and what they could not deliver. */
package io.jenkins.plugins.ansibleevents.emitter;
