/** Raw requests and their answers, without a type of any HTTP server. */
package io.jenkins.plugins.ansibleevents.engine.inbound.request;
