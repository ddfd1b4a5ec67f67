/** How senders prove who they are: the engine's schemes as settings, with credentials by id. */
package io.jenkins.plugins.ansibleevents.webhook.authentication;
