/** Webhooks in a real Jenkins. */
package io.jenkins.plugins.ansibleevents.webhook;
