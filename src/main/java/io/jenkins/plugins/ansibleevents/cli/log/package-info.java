/** How the command line writes its log: one line for each record, on standard error. */
package io.jenkins.plugins.ansibleevents.cli.log;
