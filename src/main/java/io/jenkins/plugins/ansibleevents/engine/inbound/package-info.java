/**
 * Raw request -> authentic -> fresh -> valid -> new -> queued: a row of named checks, each with its own answer, all of
 * them before the queue. Knows no HTTP server: the command line and the Jenkins glue hand in a
 * {@link io.jenkins.plugins.ansibleevents.engine.inbound.request.RawRequest} and send back an
 * {@link io.jenkins.plugins.ansibleevents.engine.inbound.request.Answer}.
 */
package io.jenkins.plugins.ansibleevents.engine.inbound;
