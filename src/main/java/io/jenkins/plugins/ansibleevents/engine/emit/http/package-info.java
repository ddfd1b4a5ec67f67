/** The HTTP emitter: over TCP or a unix socket, one connection, answers turned into outcomes. */
package io.jenkins.plugins.ansibleevents.engine.emit.http;
