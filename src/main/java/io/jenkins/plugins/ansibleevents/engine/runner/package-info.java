/** Start a run, hold it, be told about it. */
package io.jenkins.plugins.ansibleevents.engine.runner;
