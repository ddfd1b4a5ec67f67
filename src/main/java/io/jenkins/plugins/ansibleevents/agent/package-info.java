/** The only code that runs on agents, and the host of a run that it makes of a launcher and a workspace. */
package io.jenkins.plugins.ansibleevents.agent;
