/** Who sent this? Schemes that senders use, all compared in constant time over the bytes that came in. */
package io.jenkins.plugins.ansibleevents.engine.inbound.auth;
