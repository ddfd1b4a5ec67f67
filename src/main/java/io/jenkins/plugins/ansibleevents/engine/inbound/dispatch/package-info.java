/** From a message to its runs: received with a lease, grouped, started, noted in the journal, acknowledged. */
package io.jenkins.plugins.ansibleevents.engine.inbound.dispatch;
