/** JSON that two readers cannot understand differently, and the wrappings in which senders send it. */
package io.jenkins.plugins.ansibleevents.engine.inbound.json;
