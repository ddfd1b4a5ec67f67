/** The record of a run: its directory, the writer of it, and the readers of the formats of its files. */
package io.jenkins.plugins.ansibleevents.engine.record;
