/** What came in, as raw as it came, and what goes back; no type of any HTTP server. */
package io.jenkins.plugins.ansibleevents.engine.inbound.request;
