/** From a message to runs: conditions, parameters, splitting, throttling, combining, and when to acknowledge. */
package io.jenkins.plugins.ansibleevents.engine.inbound.rule;
