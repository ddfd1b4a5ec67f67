/**
 * The durable store: ordered tables in one crash-safe file, with group commit. The spool of the emitters and the
 * embedded message queue stand on it.
 */
package io.jenkins.plugins.ansibleevents.engine.store;
