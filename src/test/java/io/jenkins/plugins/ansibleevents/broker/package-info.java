/** Real message brokers for tests, each in a process of its own, with a proxy in front that can be cut. */
package io.jenkins.plugins.ansibleevents.broker;
