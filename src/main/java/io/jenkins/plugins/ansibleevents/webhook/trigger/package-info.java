/** From a received message to a build: the job trigger, the builds it starts, what they remember of their messages. */
package io.jenkins.plugins.ansibleevents.webhook.trigger;
