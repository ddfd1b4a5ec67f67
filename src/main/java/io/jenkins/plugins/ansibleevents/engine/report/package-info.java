/** The files drawn from a record: the HTML page, the JUnit file, the recap. */
package io.jenkins.plugins.ansibleevents.engine.report;
