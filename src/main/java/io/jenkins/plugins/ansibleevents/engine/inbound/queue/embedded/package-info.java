/** The embedded queue: on the durable store, in one file, for one process. */
package io.jenkins.plugins.ansibleevents.engine.inbound.queue.embedded;
