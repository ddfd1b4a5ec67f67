/**
 * What happened on which host: ansible-runner's events and statuses as immutable values, their JSON lines, and the
 * recap drawn from them.
 */
package io.jenkins.plugins.ansibleevents.engine.event;
