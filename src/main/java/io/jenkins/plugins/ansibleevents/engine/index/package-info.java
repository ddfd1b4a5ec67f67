/** The index of a record: for each event a few numbers and where its line is, so that nobody has to read them all. */
package io.jenkins.plugins.ansibleevents.engine.index;
