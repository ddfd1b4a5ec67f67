/** JSON Schema for payloads that strangers write: complete in itself, and never busy for longer than two seconds. */
package io.jenkins.plugins.ansibleevents.engine.inbound.schema;
