/**
 * {@code ansible-events serve}: webhook -> queue -> rules -> runs on one machine. The only package that knows the HTTP
 * server (Jetty).
 */
package io.jenkins.plugins.ansibleevents.cli.serve;
