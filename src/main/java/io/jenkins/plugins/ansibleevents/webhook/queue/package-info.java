/** The engine's queues as settings, with credentials by id. */
package io.jenkins.plugins.ansibleevents.webhook.queue;
