/** A run as people look at it: one model, made of the index, and its documents in JSON for pages and reports. */
package io.jenkins.plugins.ansibleevents.engine.view;
