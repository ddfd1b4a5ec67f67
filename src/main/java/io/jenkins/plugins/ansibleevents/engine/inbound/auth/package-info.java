/** How senders prove who they are. Every comparison takes constant time, over the bytes as received. */
package io.jenkins.plugins.ansibleevents.engine.inbound.auth;
