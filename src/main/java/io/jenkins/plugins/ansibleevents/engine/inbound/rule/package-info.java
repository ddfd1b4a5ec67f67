/** What a message means: which rules it fits, with which values, hosts and groups. Starts nothing. */
package io.jenkins.plugins.ansibleevents.engine.inbound.rule;
