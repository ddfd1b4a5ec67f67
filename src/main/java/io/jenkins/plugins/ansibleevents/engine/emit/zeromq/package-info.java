/** The ZeroMQ emitter: PUSH or PUB, one message for each status and event. */
package io.jenkins.plugins.ansibleevents.engine.emit.zeromq;
